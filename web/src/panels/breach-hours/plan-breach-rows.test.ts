import { instant } from '@citybrain/domain';
import { expect, test } from 'vitest';
import { planDayRows, planWeekRows } from './plan-breach-rows.ts';

test('a week has seven rows of 24 hours, and each cell says which it is', () => {
  const week = Array.from({ length: 168 }, (_, index) => index);
  const rows = planWeekRows(week);
  expect(rows.map((row) => row.length)).toEqual([24, 24, 24, 24, 24, 24, 24]);
  expect(rows[2]?.[5]).toEqual({ of: { weekHour: 53 }, n: 53 });
});

test('days stand below their weekday, and what lies before and after them is no cell', () => {
  const days = Array.from({ length: 10 }, (_, day) => ({ startsAt: instant(day), breached: day }));
  // The first is a Wednesday.
  const rows = planDayRows(days, (at) => (at + 2) % 7);
  expect(rows.map((row) => row.map((cell) => cell?.n ?? null))).toEqual([
    [null, null, 0, 1, 2, 3, 4],
    [5, 6, 7, 8, 9, null, null],
  ]);
  expect(planDayRows([], () => 0)).toEqual([]);
});
