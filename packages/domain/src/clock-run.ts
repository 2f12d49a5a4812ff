import type { Instant } from './instant.ts';
import type { Limit } from './limit.ts';

/** While it lasts no time counts. `to` is null while nobody knows its end. */
export interface Pause {
  readonly from: Instant;
  readonly to: Instant | null;
}

/** All that a deadline follows from, besides the calendar. Pauses are in order and do not overlap. */
export interface ClockRun {
  readonly startedAt: Instant;
  readonly limit: Limit;
  readonly pauses: readonly Pause[];
}
