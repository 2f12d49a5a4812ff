import { describe, expect, it } from 'vitest';
import type { CivilDate } from '../instant.ts';
import { shown, time } from '../test-kit/civil-calendar.ts';
import { recordTicket } from '../test-kit/commands.ts';
import { IN_GRID } from '../test-kit/life-cast.ts';
import { life, type Life } from '../test-kit/life-city.ts';
import { lifeIn } from '../test-kit/life-histories.ts';

const until = (day: string): { resumeOn: CivilDate } => ({ resumeOn: day as CivilDate });
const suspend = (at: Life, day: string): Life =>
  at.do('request-suspension', until(day)).do('judge-suspension').do('judge-suspension', {}, { by: 'lea' });

describe('a suspension', () => {
  it('[M15] stands all clocks still, helpers’ too, and goes on by itself on its day', () => {
    // Friday 13 March 09:03: 5 working days from Monday on; nothing of them is used.
    const handled = suspend(lifeIn('handling').do('add-task').do('add-task', { days: 2 }), '2026-03-18');
    expect(handled.due).toBeNull();
    const running = handled.work.clocks.filter(({ stoppedAt }) => stoppedAt === null);
    expect(running.map(({ dueAt, warnAt, purpleAt }) => [dueAt, warnAt, purpleAt])).toEqual(
      running.map(() => [null, null, null]),
    );
    handled.at('2026-03-18 00:00').tick();
    expect(handled.status).toBe('handling');
    expect(handled.ticket?.marks).toEqual([]);
    // Monday and Tuesday were paused.
    expect([
      handled.due,
      handled.dueOf('resolve-1'),
      handled.dueOf('help-task-1'),
      handled.dueOf('help-task-2'),
    ]).toEqual([...['2026-03-24 18:00', '2026-03-24 18:00', '2026-03-24 18:00', '2026-03-19 18:00']]);
  });

  it('[M15] goes on late when the timer was late, dated to its day', () => {
    const handled = suspend(lifeIn('handling'), '2026-03-18').at('2026-03-20 11:00').tick();
    expect(shown(handled.events.at(-1)!.happenedAt)).toBe('2026-03-18 00:00');
    expect(handled.due).toBe('2026-03-24 18:00');
  });

  it('[M15] stands the source’s own target still as well', () => {
    const told = life();
    told.record(
      recordTicket({
        reportedAt: told.now,
        facts: { category: 'H05', place: IN_GRID, dueAt: time('2026-03-16 09:00') },
      }),
    );
    told.do('accept').do('register').do('dispatch').do('sign');
    suspend(told, '2026-03-15');
    expect(told.clock('citizen-1')).toMatchObject({ dueAt: null, basis: 'source' });
    told.at('2026-03-15 00:00').tick();
    // From Friday 09:00 to Sunday midnight: 39 hours.
    expect(told.due).toBe('2026-03-18 00:00');
  });

  it('[M15] is for a day within a year, once', () => {
    const handled = lifeIn('handling');
    expect(handled.why('request-suspension', until('2026-03-13'))).toBe('M15 too-long');
    expect(handled.why('request-suspension', until('2027-03-14'))).toBe('M15 too-long');
    handled.do('request-suspension', until('2027-03-13'));
    expect(handled.why('request-suspension')).toBe('M15 already-requested');
    const resumed = suspend(lifeIn('handling'), '2026-03-18').do('resume');
    expect(resumed.why('request-suspension')).toBe('M15 already-suspended-once');
  });

  it('[M15] is not granted once its day has come, only denied', () => {
    const waited = lifeIn('handling').do('request-suspension', until('2026-03-14')).at('2026-03-14 00:00');
    expect(waited.why('judge-suspension')).toBe('M15 too-late');
    expect(waited.isOpen('judge-suspension', 'cen')).toBe(true);
    expect(waited.do('judge-suspension', { isGranted: false }).work.suspensionRequest).toBeNull();
  });

  it('[M7] takes the centre and a leader, two people, neither of whom asked', () => {
    const asked = lifeIn('handling').do('request-suspension', {}, { by: 'both' });
    expect(asked.why('judge-suspension', {}, { by: 'both' })).toBe('M7 same-person');
    asked.do('judge-suspension', {}, { by: 'boss' });
    expect(asked.why('judge-suspension', {}, { by: 'boss' })).toBe('M7 same-person');
    expect(asked.why('judge-suspension', {}, { by: 'cen' })).toBe('M7 already-requested');
    expect(asked.do('judge-suspension', {}, { by: 'lea' }).status).toBe('suspended');
  });
});
