import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../instant.ts';
import { OTHER_COMMUNITY_UNIT } from '../test-kit/life-cast.ts';
import { lifeIn } from '../test-kit/life-histories.ts';
import {
  CENTRE,
  COMMUNITY_UNIT,
  GRID_UNIT,
  OTHER_STREET_UNIT,
  POLICE,
  SANITATION,
  STREET_UNIT,
  unitId,
} from '../test-kit/organisation-fixture.ts';

const help = (
  unit = SANITATION.id,
  days: number | null = null,
): { unit: typeof unit; what: string; days: number | null } => ({
  ...{ unit, what: 'sweep', days },
});

describe('a dispatch', () => {
  it.each([
    ['the unit whose duty list names the matter', POLICE.id, null],
    ['the street of the place', STREET_UNIT.id, null],
    ['a community whose own list names it', COMMUNITY_UNIT.id, null],
    ['another department', SANITATION.id, 'M8 not-in-duty-list'],
    ['another street', OTHER_STREET_UNIT.id, 'M8 not-in-duty-list'],
    ['another community', OTHER_COMMUNITY_UNIT.id, 'M8 not-in-duty-list'],
    ['a grid', GRID_UNIT.id, 'M8 not-in-duty-list'],
    ['the centre itself', CENTRE.id, 'M8 not-in-duty-list'],
    ['nobody that there is', unitId('x'), 'M8 unknown-unit'],
  ])('[M8] to %s', (_who, lead, why) => {
    const registered = lifeIn('registered');
    if (why === null) expect(registered.do('dispatch', { lead }).work.lead).toBe(lead);
    else expect(registered.why('dispatch', { lead })).toBe(why);
  });

  it('[M8] by a community is to itself, and only of what its own list names', () => {
    const by = { by: 'com' } as const;
    expect(lifeIn('registered').why('dispatch', {}, by)).toBe('M8 not-in-duty-list');
    expect(lifeIn('registered').do('dispatch', { lead: COMMUNITY_UNIT.id }, by).status).toBe('dispatched');
    const swept = lifeIn('reported').do('accept', { category: 'H06' }).do('register');
    expect(swept.why('dispatch', { lead: COMMUNITY_UNIT.id }, by)).toBe('M8 not-in-duty-list');
  });

  it('[M8] anew while it is handled takes a whistle or the ladder, and no community', () => {
    const handled = lifeIn('handling', { lead: 'str' });
    expect(handled.why('dispatch')).toBe('M8 not-raised');
    handled.do('whistle').do('add-task', {}, { by: 'str' });
    expect(handled.why('dispatch', {}, { by: 'com' })).toBe('M8 not-raised');
    expect([handled.isOpen('dispatch', 'com'), handled.isOpen('dispatch', 'str')]).toEqual([false, true]);
    handled.do('dispatch', {}, { by: 'str' });
    expect(handled.work).toMatchObject({
      lead: POLICE.id,
      isRaised: false,
      dispatches: 2,
      tasks: [{ state: 'excused' }],
    });
    expect(handled.do('sign').why('dispatch')).toBe('M8 not-raised');
  });

  it('[M9] of a joint handling has another helper, and of a top-level one a leader', () => {
    const registered = lifeIn('registered');
    expect(registered.why('dispatch', { disposition: 'joint' })).toBe('M9 helper-missing');
    expect(registered.why('dispatch', { disposition: 'joint', helpers: [help(POLICE.id)] })).toBe('M9 helper-leads');
    expect(registered.why('dispatch', { disposition: 'joint', helpers: [help(CENTRE.id)] })).toBe('M9 unknown-unit');
    expect(registered.why('dispatch', { disposition: 'top-level' })).toBe('M9 leader-missing');
    expect(registered.do('dispatch', { disposition: 'top-level', leader: 'sun' }).work.leader).toBe('sun');
  });

  it('starts the clocks of the unit with itself, not with the signature', () => {
    const dispatched = lifeIn('registered').at('2026-03-13 17:00').do('dispatch');
    expect(['sign-1', 'respond-1', 'resolve-1'].map((id) => dispatched.dueOf(id))).toEqual([
      ...['2026-03-16 09:00', '2026-03-16 18:00', '2026-03-20 18:00'],
    ]);
    dispatched.at('2026-03-16 08:30').do('sign');
    expect(dispatched.clock('sign-1').stoppedAt).toBe(dispatched.now);
  });
});

describe('the first response', () => {
  it('[M12] is the first time that the citizen was reached', () => {
    const handled = lifeIn('handling').do('contact', { isReached: false });
    expect(handled.work.firstResponseAt).toBeNull();
    const reachedAt = handled.later(HOUR_MS).do('contact').now;
    expect(handled.work.firstResponseAt).toBe(reachedAt);
    expect(handled.clock('respond-1').stoppedAt).toBe(reachedAt);
    handled.later(HOUR_MS).do('contact');
    expect(handled.work.firstResponseAt).toBe(reachedAt);
  });

  it('[M12] is the third failed attempt within a day', () => {
    const failed = { isReached: false } as const;
    const handled = lifeIn('handling')
      .do('contact', failed)
      .later(12 * HOUR_MS)
      .do('contact', failed);
    const slow = handled.later(13 * HOUR_MS).do('contact', failed);
    expect(slow.work.firstResponseAt).toBeNull();
    expect(slow.later(HOUR_MS).do('contact', failed).work.firstResponseAt).toBe(slow.now);
  });

  it('[M12] is owed by the next unit too, and stays the first of the ticket', () => {
    const failed = { isReached: false } as const;
    const again = lifeIn('handling').do('contact');
    const first = again.work.firstResponseAt;
    again.do('contact', failed).do('contact', failed).later(MINUTE_MS);
    again.do('request-return').do('judge-return').do('dispatch').do('sign').do('contact', failed);
    expect(again.clock('respond-2').stoppedAt).toBeNull();
    again.later(MINUTE_MS).do('contact');
    expect(again.clock('respond-2').stoppedAt).toBe(again.now);
    expect(again.work.firstResponseAt).toBe(first);
  });
});

describe('helpers', () => {
  it('[M13] have as long as the lead, or fewer days, never longer', () => {
    const handled = lifeIn('handling').do('add-task').do('add-task', { days: 2 }).do('add-task', { days: 30 });
    expect(['help-task-1', 'help-task-2', 'help-task-3'].map((id) => handled.dueOf(id))).toEqual([
      ...['2026-03-20 18:00', '2026-03-17 18:00', '2026-03-20 18:00'],
    ]);
    expect(handled.dueOf('resolve-1')).toBe('2026-03-20 18:00');
  });

  it('[M13] are done or excused before the ticket is disposed of', () => {
    const handled = lifeIn('handling').do('add-task').do('add-task').do('add-evidence');
    expect(handled.why('dispose')).toBe('M13 tasks-open');
    handled.do('finish-task', { task: 'task-1' });
    expect(handled.why('dispose')).toBe('M13 tasks-open');
    expect(handled.do('excuse-task', { task: 'task-2' }).do('dispose').status).toBe('disposed');
    expect(handled.work.tasks.map(({ state }) => state)).toEqual(['done', 'excused']);
  });

  it('[M13] finish their own tasks only', () => {
    const handled = lifeIn('handling').do('add-task').do('add-task', { unit: STREET_UNIT.id });
    expect(handled.why('finish-task', { task: 'task-1' }, { by: 'str' })).toBe('M13 unknown-task');
  });
});
