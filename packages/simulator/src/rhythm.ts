import { weekdayOf } from './local-time.ts';

/** Matters of each hour of the day relative to the mean: quiet nights, peaks at 9–11 and 15–17. */
const HOUR_WEIGHTS = [
  ...[0.2, 0.14, 0.1, 0.08, 0.1, 0.2, 0.5, 0.95, 1.55, 2.05, 2.1, 1.6],
  ...[1.05, 1.15, 1.6, 1.95, 1.95, 1.5, 1.2, 1.15, 1.05, 0.85, 0.6, 0.35],
];

/** From Sunday to Saturday. */
const WEEKDAY_WEIGHTS = [0.76, 1.16, 1.1, 1.07, 1.05, 1.04, 0.82];

const meanOf = (weights: readonly number[]): number =>
  weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
const MEAN = meanOf(HOUR_WEIGHTS) * meanOf(WEEKDAY_WEIGHTS);

/** Expected arrivals in one local hour, so that a week holds seven times `ratePerDay`. */
export function expectedArrivals(ratePerDay: number, localDay: number, hour: number): number {
  const weight = (HOUR_WEIGHTS[hour] ?? 0) * (WEEKDAY_WEIGHTS[weekdayOf(localDay)] ?? 0);
  return (ratePerDay / 24) * (weight / MEAN);
}
