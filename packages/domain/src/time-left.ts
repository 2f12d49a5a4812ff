import { HOUR_MS, instant, type Instant } from './instant.ts';

/** How much time a running limit has left, from the most to none. */
export const TIME_BANDS = ['later', 'day', 'four-hours', 'two-hours', 'late'] as const;
export type TimeBand = (typeof TIME_BANDS)[number];

/** A ticket's place among {@link TIME_BANDS}; -1: no limit of it runs. */
export type TimeBandIndex = -1 | 0 | 1 | 2 | 3 | 4;
export const LATE: TimeBandIndex = 4;

/** Running tickets by band, in the order of {@link TIME_BANDS}. */
export type TimeLeft = readonly number[];

/** Less than so much is left in the bands after `later`. */
const LESS_THAN_MS: readonly number[] = [24 * HOUR_MS, 4 * HOUR_MS, 2 * HOUR_MS, 0];

/** The band of a limit that ends at `runsOutAt`: late from the instant after it on. */
export function timeBandAt(runsOutAt: Instant | null, asOf: Instant): TimeBandIndex {
  if (runsOutAt === null) return -1;
  const left = runsOutAt - asOf;
  return LESS_THAN_MS.filter((bound) => left < bound).length as TimeBandIndex;
}

/** From the instant after this one on the limit is in another band; null: it stays in the one it is in. */
export function nextTimeBandAt(runsOutAt: Instant | null, asOf: Instant): Instant | null {
  const band = timeBandAt(runsOutAt, asOf);
  const bound = LESS_THAN_MS[band];
  return runsOutAt === null || bound === undefined ? null : instant(runsOutAt - bound);
}
