/** The 24 hours of a scope, ready to draw. */
export interface HourSeries {
  /** Hour of the day in the city's zone, `0` to `23`. */
  readonly labels: readonly string[];
  readonly reported: readonly number[];
  readonly finished: readonly number[];
  /** Index of the hour that still runs; -1 when none does. */
  readonly runningAt: number;
}

const HOUR_MS = 3_600_000;

/**
 * @param asOf null when unknown: no hour is marked as running.
 * @param hourOf the hour of the city's clock that an instant falls into.
 */
export function planHourSeries(
  hours: {
    readonly startsAt: readonly number[];
    readonly reported: readonly number[];
    readonly finished: readonly number[];
  },
  asOf: number | null,
  hourOf: (at: number) => string,
): HourSeries {
  return {
    labels: hours.startsAt.map(hourOf),
    reported: hours.reported,
    finished: hours.finished,
    runningAt: asOf === null ? -1 : hours.startsAt.findIndex((at) => at <= asOf && asOf < at + HOUR_MS),
  };
}
