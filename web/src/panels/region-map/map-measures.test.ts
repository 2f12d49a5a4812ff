import type { RegionId } from '@citybrain/domain';
import { expect, test } from 'vitest';
import type { ChildRow } from '../../live/words.ts';
import { RAMPS } from '../../ui/colours.ts';
import { planBreaks, planFills, valueOf } from './map-measures.ts';
import { planOpenSum } from './plan-sum.ts';

const row = (id: string, open: number, numerator = 0, denominator = 0): ChildRow => ({
  id: id as RegionId,
  open,
  overdue: 0,
  reportedToday: 0,
  closedToday: 0,
  onTimeToday: { numerator, denominator },
  stations: 0,
  silentStations: 0,
});

test('a rate of too few is no value and has no colour', () => {
  const rows = [row('few', 1, 4, 4), row('enough', 1, 5, 5)];
  expect(rows.map((child) => valueOf(child, 'onTimeToday'))).toEqual([null, 1]);
  expect([...planFills(rows, 'onTimeToday', planBreaks(rows, 'onTimeToday', null)).keys()]).toEqual(['enough']);
});

test('a low rate is as bright as much trouble', () => {
  const fills = planFills([row('bad', 1, 0, 10), row('good', 1, 10, 10)], 'onTimeToday', [0.6, 0.75, 0.85, 0.95]);
  expect(fills.get('bad')).toBe(RAMPS.trouble[4]);
  expect(fills.get('good')).toBe(RAMPS.trouble[0]);
});

test('the headline is the sum of children, own level and unplaced, and what is missing is said', () => {
  const rows = [row('a', 5), row('b', 2)];
  expect(planOpenSum({ open: 10, direct: 1, unplaced: 2 }, rows)).toEqual({
    open: 10,
    children: 7,
    direct: 1,
    unplaced: 2,
    apart: 0,
  });
  expect(planOpenSum({ open: 11, direct: 1, unplaced: 2 }, rows).apart).toBe(1);
});
