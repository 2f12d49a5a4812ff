import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../instant.ts';
import { shown } from '../test-kit/civil-calendar.ts';
import type { Life } from '../test-kit/life-city.ts';
import { lifeIn } from '../test-kit/life-histories.ts';
import { STREET_UNIT } from '../test-kit/organisation-fixture.ts';
import { isLate } from './is-late.ts';
import { halfOf } from './plan-unit-clocks.ts';

const unsatisfied = { isSolved: true, isSatisfied: false, isReasonable: true };
const redone = (): Life => lifeIn('callback').at('2026-03-16 10:00').do('call-back', unsatisfied);
const disposeAgain = (at: Life): Life => at.later(HOUR_MS).do('add-evidence').do('dispose').do('check');

describe('a redo', () => {
  it('[M20] has half of the original limit from the call back on, and its deadline is the ticket’s', () => {
    const again = redone();
    expect(again.status).toBe('handling');
    // Three of five working days.
    expect([again.due, again.dueOf('redo-1')]).toEqual(Array(2).fill('2026-03-19 18:00'));
    expect(again.dueOf('citizen-1')).toBe('2026-03-20 18:00');
    expect(again.clock('citizen-1').stoppedAt).not.toBeNull();
  });

  it('[M20] has at least a day, in the time of the original', () => {
    expect(halfOf({ mode: 'legal-day', n: 1, unit: 'day' })).toEqual({ mode: 'legal-day', n: 1, unit: 'day' });
    expect(halfOf({ mode: 'accrual', n: 8, unit: 'hour' })).toEqual({ mode: 'accrual', n: 8, unit: 'hour' });
    expect(halfOf({ mode: 'accrual', n: 30, unit: 'hour' })).toEqual({ mode: 'accrual', n: 15, unit: 'hour' });
    expect(halfOf({ mode: 'continuous', n: 2, unit: 'hour' })).toEqual({ mode: 'continuous', n: 24, unit: 'hour' });
    expect(halfOf({ mode: 'continuous', n: 90, unit: 'minute' })).toEqual({
      mode: 'continuous',
      n: 1_440,
      unit: 'minute',
    });
  });

  it('[M20] the second time raises it, and its unit gets a supervision notice', () => {
    const twice = disposeAgain(redone()).later(HOUR_MS).do('call-back', unsatisfied);
    expect(twice.ticket?.facts.disposition).toBe('joint');
    expect(twice.work).toMatchObject({ redos: 2, isRaised: true, climbed: ['second-redo', 'supervise'] });
    expect(twice.work.notices).toMatchObject([{ kind: 'routine', unit: 'police', acknowledgedAt: null }]);
    expect(twice.due).toBe(twice.dueOf('redo-2'));
  });

  it('[M20] the second time gives notice also where the ladder had supervised it before', () => {
    const purple = lifeIn('handling')
      .later(40 * DAY_MS)
      .tick();
    expect(purple.work.notices).toHaveLength(1);
    disposeAgain(purple).do('call-back', unsatisfied);
    disposeAgain(purple).do('call-back', unsatisfied);
    expect(purple.work.notices.map(({ id }) => id)).toEqual(['notice-1', 'notice-2']);
  });

  it('[M20] keeps its deadline when it is dispatched to another unit', () => {
    const again = disposeAgain(redone()).later(HOUR_MS).do('call-back', unsatisfied);
    const due = again.due;
    again.do('dispatch', { disposition: 'fast', lead: STREET_UNIT.id });
    expect(again.due).toBe(due);
    expect(again.clock('redo-2')).toMatchObject({ stoppedAt: null, unit: STREET_UNIT.id });
    again.do('request-return', {}, { by: 'str' }).do('judge-return');
    expect(again.clock('redo-2')).toMatchObject({ stoppedAt: null, unit: null });
    expect(again.due).toBe(due);
  });

  it('[M18] that fails its check goes on under its own deadline', () => {
    const again = redone().later(HOUR_MS).do('add-evidence').do('dispose').do('check', { isPassed: false });
    expect(again.clock('redo-1').stoppedAt).toBeNull();
    expect(again.clock('citizen-1').stoppedAt).not.toBeNull();
    expect(again.due).toBe('2026-03-19 18:00');
  });
});

describe('a reopening', () => {
  it('[M21] for new facts within 30 days has a new citizen’s clock, and keeps the old one', () => {
    const closed = lifeIn('closed');
    const before = closed.clock('citizen-1');
    closed.at('2026-04-07 10:00').do('reopen');
    expect(closed.status).toBe('registered');
    expect(closed.clock('citizen-1')).toEqual(before);
    // The seventh of April is a Tuesday.
    expect([closed.due, closed.dueOf('citizen-2')]).toEqual(Array(2).fill('2026-04-14 18:00'));
    expect(closed.work).toMatchObject({ lead: null, returns: 0, isReturnLocked: false, reopenings: 1 });
    expect(closed.ticket).toMatchObject({ closedAt: null, disposedAt: null });
  });

  it('[M21] after 30 days is a new report', () => {
    const closed = lifeIn('closed');
    const end = closed.now;
    expect(closed.later(30 * DAY_MS).isOpen('reopen', 'cit')).toBe(true);
    expect(closed.later(1).why('reopen')).toBe('M21 too-late');
    expect(shown(end)).toBe('2026-03-13 09:07');
  });

  it('[M21] after a redo is due by the new clock, and a second redo by its own', () => {
    const closed = disposeAgain(redone()).do('call-back').later(HOUR_MS).do('reopen');
    expect(closed.due).toBe(closed.dueOf('citizen-2'));
    closed.do('dispatch').do('sign');
    disposeAgain(closed).do('call-back', unsatisfied);
    expect(closed.due).toBe(closed.dueOf('redo-2'));
  });

  it('[M31] takes no breach back', () => {
    const late = lifeIn('closed', { isLate: true }).do('reopen').do('dispatch', {}).do('sign');
    expect(isLate(late.ticket!, late.now)).toBe(true);
    disposeAgain(late).do('call-back');
    expect(isLate(late.ticket!, late.now)).toBe(true);
  });
});
