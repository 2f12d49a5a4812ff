import { describe, expect, it } from 'vitest';
import { QINGDAO_STATUTES } from '../policy/qingdao-statutes.ts';
import { shown, time } from '../test-kit/civil-calendar.ts';
import { recordTicket } from '../test-kit/commands.ts';
import { IN_GRID } from '../test-kit/life-cast.ts';
import { life } from '../test-kit/life-city.ts';
import { lifeIn } from '../test-kit/life-histories.ts';

describe('an extension', () => {
  it('[M14] puts the old and the new deadline side by side, and moves unit and helpers along', () => {
    const asked = lifeIn('handling').do('add-task').do('request-extension', { days: 3 });
    const { oldDueAt, newDueAt } = asked.work.extensionRequest!;
    expect([shown(oldDueAt), shown(newDueAt)]).toEqual(['2026-03-20 18:00', '2026-03-25 18:00']);
    expect(asked.due).toBe('2026-03-20 18:00');
    asked.do('judge-extension');
    expect(asked.due).toBe('2026-03-25 18:00');
    expect([asked.dueOf('resolve-1'), asked.dueOf('help-task-1')]).toEqual(Array(2).fill('2026-03-25 18:00'));
    expect(asked.work).toMatchObject({ extensions: 1, extendedDays: 3, extensionRequest: null });
  });

  it('[M14] is asked for at least half a working day before the deadline, and not after it', () => {
    const handled = lifeIn('handling');
    expect(handled.at('2026-03-20 14:00').isOpen('request-extension', 'dep')).toBe(true);
    expect(handled.at('2026-03-20 14:01').why('request-extension')).toBe('M14 too-late');
    expect(handled.at('2026-03-20 18:00').why('request-extension')).toBe('M14 too-late');
    expect(handled.at('2026-03-23 09:00').tick().why('request-extension')).toBe('M14 too-late');
  });

  it('[M14] does not hang on a helper who is late', () => {
    const handled = lifeIn('handling').do('add-task', { days: 1 }).at('2026-03-18 09:00').tick();
    expect(handled.ticket?.marks.some(({ kind, tier }) => kind === 'help' && tier === 'breached')).toBe(true);
    expect(handled.isOpen('request-extension', 'dep')).toBe(true);
  });

  it('[M14] is never for P1 and P2, nor without a word to the citizen', () => {
    expect(lifeIn('handling').do('reclassify', { priority: 'P2' }).why('request-extension')).toBe(
      'M14 urgent-not-extended',
    );
    expect(lifeIn('handling').why('request-extension', { isCitizenTold: false })).toBe('M14 citizen-not-told');
  });

  it('[M14] is never against a statute', () => {
    const lamp = life(undefined, { statutes: QINGDAO_STATUTES }).report({ category: 'P0137' }).do('accept');
    lamp.do('register', { condition: 'P0137/loosest' }).do('dispatch').do('sign');
    expect(lamp.clock('citizen-1')).toMatchObject({ basis: 'statute', ref: 'street-lamp' });
    expect(lamp.due).toBe('2026-03-16 00:00');
    expect(lamp.why('request-extension')).toBe('M14 statute-not-extended');
  });

  it('[M14] that moves nothing, because the source wants it sooner, is not asked for', () => {
    const told = life();
    told.record(
      recordTicket({
        reportedAt: told.now,
        facts: { category: 'H05', place: IN_GRID, dueAt: time('2026-03-17 12:00') },
      }),
    );
    told.do('accept').do('register').do('dispatch').do('sign');
    expect(told.due).toBe('2026-03-17 12:00');
    expect(told.why('request-extension')).toBe('M14 nothing-changes');
  });

  it('[M14] is granted once, or twice for a joint handling, in all by no more days than the policy has', () => {
    const once = lifeIn('handling').do('request-extension').do('judge-extension');
    expect(once.why('request-extension')).toBe('M14 too-many');
    const twice = lifeIn('handling', { lead: 'str' }).do('whistle').do('request-extension', { days: 6 }, { by: 'str' });
    expect(twice.why('request-extension', {}, { by: 'str' })).toBe('M14 already-requested');
    twice.do('judge-extension');
    expect(twice.why('request-extension', { days: 5 }, { by: 'str' })).toBe('M14 too-long');
    twice.do('request-extension', { days: 4 }, { by: 'str' }).do('judge-extension');
    expect(twice.why('request-extension', { days: 1 }, { by: 'str' })).toBe('M14 too-many');
  });

  it('[M14] adds days in each clock’s own time where citizen and unit are counted otherwise', () => {
    // Registered as immediate (8 working hours), dispatched as fast (3 working days).
    const fast = lifeIn('registered', { lead: 'com' }).do('dispatch', { disposition: 'fast' }).do('sign');
    expect([fast.due, fast.dueOf('resolve-1')]).toEqual(['2026-03-16 09:02', '2026-03-18 18:00']);
    fast.do('request-extension', { days: 1 }).do('judge-extension');
    expect([fast.due, fast.dueOf('resolve-1')]).toEqual(['2026-03-17 09:02', '2026-03-19 18:00']);
  });

  it('[M7] is not judged by whoever asked, and of a department not by the street', () => {
    const asked = lifeIn('handling').do('request-extension', {}, { by: 'both' });
    expect(asked.why('judge-extension', {}, { by: 'both' })).toBe('M7 same-person');
    expect(asked.why('judge-extension', {}, { by: 'str' })).toBe('M14 not-your-role');
    const own = lifeIn('handling', { lead: 'com' }).do('request-extension', { days: 1 }, { by: 'com' });
    expect(own.do('judge-extension', { isGranted: false }, { by: 'str' }).work.extensionRequest).toBeNull();
  });
});
