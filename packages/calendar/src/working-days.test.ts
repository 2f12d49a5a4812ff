import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { dueOf, instant, type WorkDay } from '@citybrain/domain';
import { expect, it } from 'vitest';
import { describeWithShared } from '../../../tests/support/shared-material.ts';
import { NOTICE_EDITION } from './chinese-notices.ts';
import { createWorkCalendar, plainCalendar } from './create-work-calendar.ts';
import { at, run, SHIBEI, shown } from './test-kit/shibei-clock.ts';

const daysOf = (year: number): readonly WorkDay[] => {
  const days: WorkDay[] = [];
  for (let day = SHIBEI.dayAt(at(`${year}-01-01 00:00`)); day.date.startsWith(`${year}`); day = SHIBEI.dayAfter(day)) {
    days.push(day);
  }
  return days;
};
const datesOf = (days: readonly WorkDay[], ...kinds: WorkDay['kind'][]): readonly string[] =>
  days.filter(({ kind }) => kinds.includes(kind)).map(({ date }) => date);
const isWeekend = (date: string): boolean => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());

describeWithShared('the notices as another project keeps them', 'calendars/holiday-cn', (folder) => {
  it.each([2020, 2021, 2022, 2023, 2024, 2025, 2026])('[D11] agree on every day of %i', (year) => {
    interface Entry {
      readonly date: string;
      readonly isOffDay: boolean;
    }
    const read = (of: number): readonly Entry[] => {
      try {
        return (JSON.parse(readFileSync(join(folder, `${of}.json`), 'utf8')) as { days: Entry[] }).days;
      } catch {
        return [];
      }
    };
    // The next year's notice may speak of this December.
    const noticed = new Map([...read(year), ...read(year + 1)].map(({ date, isOffDay }) => [date, isOffDay]));
    const days = daysOf(year);
    const expected = days.map(({ date }) => date).filter((date) => !(noticed.get(date) ?? isWeekend(date)));
    expect(datesOf(days, 'working', 'make-up')).toEqual(expected);
    const worked = days.filter(({ slots }) => slots.length > 0).map(({ date }) => date);
    expect(worked).toEqual(expected);
  });
});

describeWithShared('the calendar of the standards', 'standards/calendar.json', (path) => {
  it.each(['2025', '2026'])('[D11] agrees on the days off and the make-up days of %s', (year) => {
    const calendar = JSON.parse(readFileSync(path, 'utf8')) as Record<'off' | 'makeupWork', Record<string, string[]>>;
    const days = daysOf(Number(year));
    expect(datesOf(days, 'holiday')).toEqual(calendar.off[year]);
    expect(datesOf(days, 'make-up')).toEqual(calendar.makeupWork[year]);
    expect(datesOf(days, 'working', 'make-up')).toHaveLength(248);
  });
});

it('[D11] a day off or a make-up day says what it is for', () => {
  expect(SHIBEI.dayAt(at('2026-02-14 10:00'))).toMatchObject({ date: '2026-02-14', kind: 'make-up', name: '春节' });
  expect(SHIBEI.dayAt(at('2026-02-15 10:00'))).toMatchObject({ kind: 'holiday', name: '春节', slots: [] });
  expect(SHIBEI.dayAt(at('2022-12-31 10:00'))).toMatchObject({ kind: 'holiday', name: '元旦' });
  expect(SHIBEI.dayAt(at('2026-11-28 10:00'))).toMatchObject({ kind: 'weekend', name: null });
});

it('[D12] a year without a notice has weekends and the days that the law fixes, and says so', () => {
  const days = daysOf(2027);
  expect(datesOf(days, 'holiday')).toEqual(
    ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'].map((day) => `2027-${day}`),
  );
  expect(days.every(({ isProvisional }) => isProvisional)).toBe(true);
  const provisional = daysOf(2026).filter((day) => day.isProvisional);
  expect(datesOf(provisional, 'working')).toEqual(['2026-12-29', '2026-12-30', '2026-12-31']);
  expect(daysOf(2025).some(({ isProvisional }) => isProvisional)).toBe(false);
});

it.each([
  ['accrual', '2026-12-30 16:30', '16h', '2027-01-04 16:30', true],
  ['legal-day', '2026-12-30 16:30', '5d', '2027-01-07 18:00', true],
  ['calendar-day', '2026-12-30 16:30', '2d', '2027-01-03 00:00', true],
  ['continuous', '2026-12-30 16:30', '72h', '2027-01-02 16:30', false],
  ['accrual', '2026-12-28 08:00', '8h', '2026-12-28 18:00', false],
  ['legal-day', '2026-12-29 09:00', '2d', '2026-12-31 18:00', true],
  ['calendar-day', '2026-12-20 09:00', '5d', '2026-12-26 00:00', false],
] as const)('[D12] %s from %s for %s is due %s, provisional: %s', (mode, start, amount, expected, isProvisional) => {
  const due = dueOf(run(mode, start, amount), SHIBEI);
  expect([shown(due.dueAt), due.isProvisional]).toEqual([expected, isProvisional]);
});

it('[D13] a city elsewhere has weekends only, and is never provisional', () => {
  const boston = plainCalendar('America/New_York');
  const from = at('2027-01-01 12:00', 'America/New_York');
  expect(boston.dayAt(from)).toMatchObject({ date: '2027-01-01', kind: 'working', isProvisional: false });
  expect(boston.dayAt(at('2026-10-10 12:00', 'America/New_York')).kind).toBe('weekend');
});

it('[D13] slots follow the civil clock, and a day is as long as the clock change makes it', () => {
  const zone = 'America/New_York';
  const boston = plainCalendar(zone);
  const spring = boston.dayAt(at('2026-03-08 12:00', zone));
  expect((spring.span.to - spring.span.from) / 3_600_000).toBe(23);
  const friday = at('2026-03-06 16:00', zone);
  const due = dueOf({ startedAt: friday, limit: { mode: 'accrual', n: 4, unit: 'hour' }, pauses: [] }, boston);
  expect(shown(due.dueAt, zone)).toBe('2026-03-09 10:00');
  const days = dueOf({ startedAt: friday, limit: { mode: 'calendar-day', n: 2, unit: 'day' }, pauses: [] }, boston);
  expect(shown(days.dueAt, zone)).toBe('2026-03-09 00:00');
});

it('[D13] days meet without a gap, also where midnight or a whole day was skipped', () => {
  for (const [zone, start] of [
    ['America/Santiago', '2026-08-30 12:00'],
    ['Pacific/Apia', '2011-12-26 12:00'],
    ['Africa/Cairo', '2026-04-20 12:00'],
  ] as const) {
    const calendar = plainCalendar(zone);
    let day = calendar.dayAt(at(start, zone));
    for (let count = 0; count < 14; count += 1) {
      const next = calendar.dayAfter(day);
      expect(next.span.from).toBe(day.span.to);
      expect(next.date > day.date).toBe(true);
      expect(calendar.dayAt(instant(next.span.to - 1))).toBe(next);
      day = next;
    }
  }
});

it('answers the same when more days are asked for than are kept', () => {
  const calendar = createWorkCalendar({ zone: 'Asia/Shanghai', holidays: 'cn' });
  const first = calendar.dayAt(at('2020-01-23 12:00'));
  let day = first;
  for (let count = 0; count < 8_000; count += 1) day = calendar.dayAfter(day);
  const again = calendar.dayAt(at('2020-01-23 12:00'));
  expect(again).not.toBe(first);
  expect(again).toEqual(first);
});

it('names the notices that are installed', () => {
  const require = createRequire(import.meta.url);
  const { version } = require('chinese-days/package.json') as { version: string };
  expect(NOTICE_EDITION).toBe(`chinese-days-${version}`);
});
