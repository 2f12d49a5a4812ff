import { expect, test } from 'vitest';
import { cityTimes } from '../ui/city-times.ts';
import { planHourSeries } from './plan-hour-series.ts';

const HOUR = 3_600_000;
const startsAt = [0, 1, 2].map((hour) => Date.parse('2022-06-27T23:00:00+08:00') + hour * HOUR);
const hours = { startsAt, reported: [1, 2, 3], finished: [0, 1, 2] };

const hourOf = (at: number) => cityTimes('zh-CN', 'Asia/Shanghai').hour(at);

test('hours are named by the city’s clock, whatever the machine’s zone', () => {
  expect(planHourSeries(hours, null, hourOf).labels).toEqual(['23', '0', '1']);
});

test('the hour that holds the as-of still runs', () => {
  expect(planHourSeries(hours, (startsAt[2] ?? 0) + HOUR - 1, hourOf).runningAt).toBe(2);
});

test('no hour runs when the as-of is unknown or past them all', () => {
  expect(planHourSeries(hours, null, hourOf).runningAt).toBe(-1);
  expect(planHourSeries(hours, (startsAt[2] ?? 0) + HOUR, hourOf).runningAt).toBe(-1);
});
