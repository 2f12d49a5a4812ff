import { explainClock, tiersOf, type ClockMode } from '@citybrain/domain';
import { expect, it } from 'vitest';
import { pause, run, SHIBEI, shown } from './test-kit/shibei-clock.ts';

it.each<[ClockMode, string, string, ...string[]]>([
  ['continuous', '11-23 10:00', '2h', '11-23 11:00', '11-23 11:36', '11-23 12:00', '11-23 14:00'],
  ['accrual', '11-23 10:00', '4h', '11-23 12:00', '11-23 15:12', '11-23 16:00', '11-24 10:00'],
  // Two days: a fifth. Three days: a day.
  ['accrual', '11-23 08:00', '2d', '11-23 18:00', '11-24 14:48', '11-24 18:00', '11-26 18:00'],
  ['accrual', '11-23 08:00', '3d', '11-24 12:00', '11-24 18:00', '11-25 18:00', '11-30 18:00'],
  ['continuous', '11-23 08:00', '3d', '11-24 20:00', '11-25 08:00', '11-26 08:00', '11-29 08:00'],
  ['legal-day', '11-23 16:30', '5d', '11-26 12:00', '11-27 18:00', '11-30 18:00', '12-07 18:00'],
  ['legal-day', '11-23 16:30', '15d', '12-03 12:00', '12-09 18:00', '12-14 18:00', '01-05 18:00'],
  ['calendar-day', '11-23 16:30', '4d', '11-26 00:00', '11-27 00:00', '11-28 00:00', '12-02 00:00'],
  ['calendar-day', '09-30 10:00', '3d', '10-02 12:00', '10-08 00:00', '10-09 00:00', '10-12 00:00'],
])('[D16] %s from %s for %s', (mode, start, amount, ...expected) => {
  const { halfAt, warnAt, dueAt, purpleAt } = tiersOf(run(mode, `2026-${start}`, amount), SHIBEI);
  expect([halfAt, warnAt, dueAt, purpleAt].map((at) => shown(at)?.slice(5))).toEqual(expected);
});

it('[D9] no tier is known while a pause has no end', () => {
  const open = run('accrual', '2026-11-23 10:00', '4h', pause('2026-11-23 15:30', null));
  expect(tiersOf(open, SHIBEI)).toEqual({
    halfAt: null,
    warnAt: null,
    dueAt: null,
    purpleAt: null,
    isProvisional: false,
  });
  const later = run('accrual', '2026-11-23 10:00', '4h', pause('2026-11-23 16:30', null));
  expect(shown(tiersOf(later, SHIBEI).dueAt)).toBe('2026-11-23 16:00');
  expect(tiersOf(later, SHIBEI).purpleAt).toBeNull();
});

const stepsOf = (...of: Parameters<typeof run>): string[] =>
  explainClock(run(...of), SHIBEI).map(({ from, to, why, name, isCounted }) => {
    const span = `${shown(from)?.slice(5)} – ${shown(to)?.slice(5)}`;
    return `${span} ${isCounted ? '+' : ' '} ${why}${name === null ? '' : ` ${name}`}`;
  });

it('[D17] a night is one step, and so is a whole holiday with its name', () => {
  expect(stepsOf('accrual', '2026-02-14 16:30', '8h', pause('2026-02-24 09:00', '2026-02-24 10:00'))).toEqual([
    '02-14 16:30 – 02-14 18:00 + make-up 春节',
    '02-14 18:00 – 02-15 00:00   night',
    '02-15 00:00 – 02-24 00:00   holiday 春节',
    '02-24 00:00 – 02-24 08:00   night',
    '02-24 08:00 – 02-24 09:00 + working',
    '02-24 09:00 – 02-24 10:00   pause',
    '02-24 10:00 – 02-24 12:00 + working',
    '02-24 12:00 – 02-24 14:00   lunch',
    '02-24 14:00 – 02-24 17:30 + working',
  ]);
});

it('[D17] the day modes show what they leave out', () => {
  expect(stepsOf('legal-day', '2026-11-27 09:00', '1d')).toEqual([
    '11-27 09:00 – 11-28 00:00   start-day',
    '11-28 00:00 – 11-30 00:00   weekend',
    '11-30 00:00 – 11-30 08:00   night',
    '11-30 08:00 – 11-30 12:00 + working',
    '11-30 12:00 – 11-30 14:00   lunch',
    '11-30 14:00 – 11-30 18:00 + working',
  ]);
  expect(stepsOf('calendar-day', '2026-09-30 10:00', '3d')).toEqual([
    '09-30 10:00 – 10-01 00:00   start-day',
    '10-01 00:00 – 10-04 00:00 + calendar-day',
    '10-04 00:00 – 10-08 00:00   rolled-off 国庆节',
    '10-08 00:00 – 10-09 00:00   rolled-off',
  ]);
  expect(stepsOf('continuous', '2026-09-30 10:00', '48h')).toEqual(['09-30 10:00 – 10-02 10:00 + continuous']);
});
