import { dueOf, explainClock, type ClockMode, type Pause } from '@citybrain/domain';
import { describe, expect, it } from 'vitest';
import { pause, run, SHIBEI, shown } from './test-kit/shibei-clock.ts';

const dueIn2026 = (mode: ClockMode, start: string, amount: string, ...pauses: Pause[]): string | null =>
  shown(dueOf(run(mode, `2026-${start}`, amount, ...pauses), SHIBEI).dueAt)?.slice(5) ?? null;

describe('the golden table of DOMAIN.md §9.2', () => {
  it.each([
    ['02-13 16:30', '02-14 10:30', '02-24 16:30', '02-24 18:00', '02-27 18:00', '02-13 18:30'],
    ['02-14 09:00', '02-14 15:00', '02-25 09:00', '02-25 18:00', '02-28 18:00', '02-14 11:00'],
    ['02-20 03:00', '02-24 12:00', '02-25 18:00', '02-25 18:00', '02-28 18:00', '02-20 05:00'],
    ['09-30 17:00', '10-08 11:00', '10-09 17:00', '10-09 18:00', '10-13 18:00', '09-30 19:00'],
    ['10-10 10:00', '10-10 16:00', '10-13 10:00', '10-13 18:00', '10-16 18:00', '10-10 12:00'],
    ['05-08 15:00', '05-09 09:00', '05-11 15:00', '05-11 18:00', '05-14 18:00', '05-08 17:00'],
    ['11-23 12:30', '11-23 18:00', '11-25 12:00', '11-25 18:00', '11-30 18:00', '11-23 14:30'],
  ])('[D1, D2, D3] holds for a start at %s', (start, ...expected) => {
    expect([
      dueIn2026('accrual', start, '4h'),
      dueIn2026('accrual', start, '16h'),
      dueIn2026('legal-day', start, '2d'),
      dueIn2026('legal-day', start, '5d'),
      dueIn2026('continuous', start, '2h'),
    ]).toEqual(expected);
  });
});

it.each([
  ['11-23 07:00', '11-23 12:00', 'before the first slot'],
  ['11-23 08:00', '11-23 12:00', 'with the first slot'],
  ['11-23 12:00', '11-23 18:00', 'at the end of the morning'],
  ['11-23 13:59', '11-23 18:00', 'in the lunch break'],
  ['11-23 18:00', '11-24 12:00', 'at the end of the day'],
  ['11-27 20:00', '11-30 12:00', 'on Friday night'],
])('[D2] accrual 4 h from %s ends %s: it starts %s', (start, expected) => {
  expect(dueIn2026('accrual', start, '4h')).toBe(expected);
});

it('[D2] a day of accrual is worth a standard day', () => {
  expect(dueIn2026('accrual', '11-23 10:00', '2d')).toBe(dueIn2026('accrual', '11-23 10:00', '16h'));
  expect(dueIn2026('continuous', '11-23 10:00', '2d')).toBe('11-25 10:00');
});

it.each([
  ['11-23 10:00', '1d', '11-25 00:00', 'the day after, to its end'],
  ['11-23 00:00', '1d', '11-25 00:00', 'a start at midnight has its day left out too'],
  ['11-26 10:00', '2d', '11-29 00:00', 'a plain Saturday is a last day like others'],
  ['09-30 10:00', '3d', '10-09 00:00', 'the last day is 3 October, and the 8th is the next that is no holiday'],
  ['02-13 10:00', '1d', '02-15 00:00', 'a make-up Saturday'],
  ['02-13 10:00', '2d', '02-25 00:00', 'Sunday 15 February is a day off by the notice'],
  ['04-25 10:00', '10d', '05-07 00:00', 'holidays inside of the limit count'],
])('[D4] calendar days from %s for %s end %s: %s', (start, amount, expected) => {
  expect(dueIn2026('calendar-day', start, amount)).toBe(expected);
});

describe('[D7] pauses by hand', () => {
  const onWednesday = (from: string, to: string): Pause => pause(`2026-11-25 ${from}`, `2026-11-25 ${to}`);

  it.each<[ClockMode, string, string, Pause, string]>([
    ['accrual', '11-25 09:00', '4h', onWednesday('10:00', '10:30'), '11-25 15:30'],
    ['accrual', '11-25 09:00', '4h', onWednesday('11:30', '14:30'), '11-25 16:00'],
    ['accrual', '11-25 09:00', '4h', onWednesday('12:00', '14:00'), '11-25 15:00'],
    ['accrual', '11-25 14:00', '4h', onWednesday('17:59', '18:00'), '11-26 08:01'],
    ['continuous', '11-25 09:00', '4h', onWednesday('12:00', '14:00'), '11-25 15:00'],
    ['legal-day', '11-23 09:00', '2d', onWednesday('10:00', '10:01'), '11-26 08:01'],
    ['legal-day', '11-23 09:00', '2d', onWednesday('12:00', '14:00'), '11-25 18:00'],
    ['legal-day', '11-23 09:00', '2d', onWednesday('08:00', '18:00'), '11-26 18:00'],
    ['legal-day', '11-25 09:00', '1d', onWednesday('10:00', '17:00'), '11-26 18:00'],
    ['legal-day', '11-23 09:00', '2d', pause('2026-11-25 17:00', '2026-11-30 09:00'), '11-30 10:00'],
    ['calendar-day', '11-23 09:00', '2d', onWednesday('10:00', '12:00'), '11-26 02:00'],
    ['calendar-day', '09-28 09:00', '2d', pause('2026-09-30 10:00', '2026-09-30 12:00'), '10-09 00:00'],
  ])('%s from %s for %s', (mode, start, amount, paused, expected) => {
    expect(dueIn2026(mode, start, amount, paused)).toBe(expected);
  });

  it('a pause after the first end of a legal day shifts it further', () => {
    const first = onWednesday('17:00', '18:00');
    expect(dueIn2026('legal-day', '11-23 09:00', '2d', first)).toBe('11-26 09:00');
    const second = pause('2026-11-26 08:30', '2026-11-26 09:30');
    expect(dueIn2026('legal-day', '11-23 09:00', '2d', first, second)).toBe('11-26 10:00');
  });

  it('a pause while a calendar day rolls on is added after it', () => {
    const paused = pause('2026-10-08 12:00', '2026-10-12 12:00');
    expect(dueIn2026('calendar-day', '09-30 10:00', '3d', paused)).toBe('10-13 00:00');
  });
});

it('[D9] a pause without an end keeps the deadline from being known, unless it begins after it', () => {
  for (const [mode, amount] of [
    ['continuous', '24h'],
    ['accrual', '8h'],
    ['legal-day', '1d'],
    ['calendar-day', '1d'],
  ] as const) {
    expect(dueIn2026(mode, '11-23 09:00', amount, pause('2026-11-23 10:00', null)), mode).toBeNull();
    expect(dueIn2026(mode, '11-23 09:00', amount, pause('2026-11-25 10:00', null)), mode).not.toBeNull();
  }
  const open = run('accrual', '2026-11-23 09:00', '8h', pause('2026-11-23 10:00', null));
  expect(explainClock(open, SHIBEI).map(({ from, to, why }) => [shown(from), shown(to), why])).toEqual([
    ['2026-11-23 09:00', '2026-11-23 10:00', 'working'],
  ]);
});
