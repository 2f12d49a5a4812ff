import type { RegionId } from '@citybrain/domain';
import { describe, expect, it, test } from 'vitest';
import type { ChildRow } from '../../live/words.ts';
import { atRiskIn, middleBandOf, planBreaks, planShades, shareOf, type MapMeasure } from './map-measures.ts';
import { planOpenSum } from './plan-sum.ts';

const row = (id: string, change: Partial<ChildRow> = {}): ChildRow => ({
  id: id as RegionId,
  open: 0,
  overdue: change.timeLeft?.[4] ?? 0,
  timeLeft: [0, 0, 0, 0, 0],
  reportedToday: 0,
  closedToday: 0,
  onTimeToday: { numerator: 0, denominator: 0 },
  stations: 0,
  silentStations: 0,
  ...change,
});
const shades = (rows: readonly ChildRow[], measure: MapMeasure): Record<string, unknown> =>
  Object.fromEntries(planShades(rows, measure, planBreaks(rows, measure, null)));

describe('the late share', () => {
  it('is drawn towards the share of the whole, the more the fewer run', () => {
    const rows = [row('many', { timeLeft: [910, 0, 0, 0, 90] }), row('one of two', { timeLeft: [1, 0, 0, 0, 1] })];
    // One of two is 50 %; with ten more that stand as the whole it is 16 %, below the class from 20 % on.
    expect(shades(rows, 'lateShare')).toEqual({
      many: { class: 2, isHatched: false },
      'one of two': { class: 3, isHatched: true },
    });
    expect(shareOf(rows[1]!, 'lateShare')).toEqual({ numerator: 1, denominator: 2 });
  });

  it('is nothing where nothing runs', () => {
    expect(shades([row('empty')], 'lateShare')).toEqual({});
    expect(shareOf(row('empty'), 'lateShare')).toBeNull();
  });

  it('of what was finished today is bright where little was on time', () => {
    const rows = [
      row('bad', { onTimeToday: { numerator: 40, denominator: 100 } }),
      row('good', { onTimeToday: { numerator: 100, denominator: 100 } }),
    ];
    expect(shades(rows, 'onTimeToday')).toEqual({
      bad: { class: 4, isHatched: false },
      good: { class: 0, isHatched: false },
    });
  });
});

test('the middle of the time left is the band in which half of what runs has no more', () => {
  expect(middleBandOf(row('late', { timeLeft: [5, 0, 0, 0, 5] }))).toBe(4);
  expect(middleBandOf(row('soon', { timeLeft: [5, 0, 0, 2, 4] }))).toBe(3);
  expect(middleBandOf(row('at ease', { timeLeft: [6, 1, 1, 1, 2] }))).toBe(0);
  expect(middleBandOf(row('empty'))).toBeNull();
  expect(shades([row('few', { timeLeft: [9, 0, 0, 0, 0] })], 'timeLeft')).toEqual({
    few: { class: 0, isHatched: true },
  });
});

test('at risk is what has less than four hours and is not late', () => {
  expect(atRiskIn(row('a', { timeLeft: [1, 2, 4, 8, 16] }))).toBe(12);
});

test('the headline is the sum of children, own level and unplaced, and what is missing is said', () => {
  const rows = [row('a', { open: 5 }), row('b', { open: 2 })];
  expect(planOpenSum({ open: 10, direct: 1, unplaced: 2 }, rows)).toEqual({
    open: 10,
    children: 7,
    direct: 1,
    unplaced: 2,
    apart: 0,
  });
  expect(planOpenSum({ open: 11, direct: 1, unplaced: 2 }, rows).apart).toBe(1);
});
