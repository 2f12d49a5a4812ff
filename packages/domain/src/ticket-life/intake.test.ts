import { describe, expect, it } from 'vitest';
import { NOWHERE } from '../test-kit/commands.ts';
import { CAST } from '../test-kit/life-cast.ts';
import { life } from '../test-kit/life-city.ts';
import { lifeIn } from '../test-kit/life-histories.ts';
import { GRID, SANITATION } from '../test-kit/organisation-fixture.ts';

const EVENING = '2026-02-13 19:00';
const registered = (): ReturnType<typeof life> => life(EVENING).report().do('accept').do('register');

describe('from the report to the registration', () => {
  it('[M4] is accepted with a category, which the person says where the source did not', () => {
    const told = life().report({ category: null });
    expect(told.why('accept')).toBe('M4 category-missing');
    expect(told.do('accept', { category: 'H05' }).ticket?.facts.category).toBe('H05');
  });

  it('[M4] is accepted with a place, which the person says where the source did not', () => {
    const told = life().report({}, { by: 'boss' }).report();
    const lost = life().take({
      ...{ type: 'ReportTicket', by: CAST.boss, key: null, sourceId: 'T1', isPatrol: false },
      facts: { ...told.ticket!.facts, place: NOWHERE },
    });
    expect(lost.why('accept', {}, { by: 'boss' })).toBe('M4 place-unknown');
    const place = { regionId: GRID, point: null, source: 'person' } as const;
    expect(lost.do('accept', { place }, { by: 'boss' }).ticket?.facts.place).toEqual(place);
  });

  it('[M4] lets the centre ask a grid worker, who has half an hour and holds it meanwhile', () => {
    const asked = lifeIn('accepted').at('2026-03-13 09:30').do('verify');
    expect(asked.dueOf('verify-1')).toBe('2026-03-13 10:00');
    expect(asked.work.holdings.at(-1)).toMatchObject({ unit: 'grid-001', phase: 'verification' });
    expect(asked.do('report-verification').clock('verify-1').stoppedAt).toBe(asked.now);
  });

  it('[M5] is registered with a deadline that nothing later in the ordinary way moves', () => {
    // Sat 14 is worked, then 24–27 February.
    const frozen = registered();
    expect(frozen.due).toBe('2026-02-27 18:00');
    expect(frozen.work.policy).toEqual({ id: 'default', version: 1 });
    frozen.do('dispatch', {
      disposition: 'joint',
      helpers: [{ unit: SANITATION.id, what: 'x', days: null }],
    });
    expect(frozen.due).toBe('2026-02-27 18:00');
    expect(frozen.dueOf('resolve-1')).toBe('2026-03-05 18:00');
  });

  it('[M5] is not registered against the policy, and says what to choose', () => {
    const accepted = lifeIn('accepted');
    const refusal = accepted.refusal('register', { disposition: 'fast', priority: 'P4' });
    expect(refusal).toMatchObject({ rule: 'M5', code: 'not-allowed-by-policy' });
    expect(refusal.message).toContain('joint');
    const dispatched = accepted.do('register', { priority: 'P4' });
    expect(dispatched.why('dispatch', { disposition: 'immediate' })).toBe('M5 not-allowed-by-policy');
  });

  it('[M5] is registered with one of the filing conditions of its category', () => {
    const swept = life().report({ category: 'E0136' }).do('accept');
    expect(swept.why('register')).toBe('M5 condition-missing');
    expect(swept.why('register', { condition: 'P0137/strictest' })).toBe('M5 unknown-condition');
    expect(swept.do('register', { condition: 'E0136/only' }).clock('citizen-1').basis).toBe('category');
  });

  it('[M6] is due from its original start when it is called otherwise, and so is its unit', () => {
    const called = registered().at('2026-02-13 20:00').do('dispatch').at('2026-02-14 10:00');
    called.do('reclassify', { priority: 'P2' });
    expect(called.due).toBe('2026-02-14 19:00');
    expect(called.dueOf('resolve-1')).toBe('2026-02-14 20:00');
    called.do('reclassify', { priority: 'P3' });
    expect(called.due).toBe('2026-02-27 18:00');
    expect(called.clock('citizen-1').startedAt).toBe(called.events[2]?.happenedAt);
  });

  it('[M6] leaves a helper no longer than its lead when the lead gets less', () => {
    const helped = lifeIn('handling').do('add-task').do('reclassify', { priority: 'P2' });
    expect(helped.dueOf('help-task-1')).toBe(helped.dueOf('resolve-1'));
    expect(helped.dueOf('help-task-1')).toBe('2026-03-14 09:03');
  });

  it('[M6] leaves a stopped clock alone: after a redo the deadline shown stays the redo’s', () => {
    const unsatisfied = { isSolved: false, isReasonable: true };
    const redone = lifeIn('callback').do('call-back', unsatisfied);
    const before = redone.clock('citizen-1');
    redone.do('reclassify', { priority: 'P2' });
    expect(redone.clock('citizen-1')).toEqual(before);
    expect(redone.due).toBe(redone.dueOf('redo-1'));
  });

  it('[M2] makes a move as whichever of somebody’s posts may make it', () => {
    const supervised = lifeIn('handling').do('supervise', { kind: 'listed' }, { by: 'boss' });
    expect(supervised.work.notices[0]?.by.role).toBe('LEA');
    expect(supervised.isOpen('supervise', 'boss')).toBe(true);
    const waiting = lifeIn('handling').do('request-suspension').do('judge-suspension', {}, { by: 'cen' });
    expect(waiting.do('judge-suspension', {}, { by: 'boss' }).status).toBe('suspended');
  });
});
