import type { Instant } from './instant.ts';
import type { RegionId } from './region.ts';
import type { Disposition } from './ticket.ts';

/** A rate as its two parts; shown as "—" when the denominator is 0. */
export interface Ratio {
  readonly numerator: number;
  readonly denominator: number;
}

/**
 * Counts of one scope at a frame's as-of. "Today" is the civil day of
 * Asia/Shanghai that holds the as-of; counts of today go by happened time.
 */
export interface Measures {
  readonly dayStartsAt: Instant;
  /** Tickets not closed. */
  readonly open: number;
  /** Of the open: disposed, waiting for check and closing. */
  readonly awaitingCheck: number;
  /** Of the open: not disposed and past their target. */
  readonly overdue: number;
  /** Of the open: without a usable place; their feed's home is this very region. */
  readonly unplaced: number;
  /** Of the open: without a usable place, in this region or anywhere below it. */
  readonly unplacedWithin: number;
  /** Of the open: placed in this region but in none of its children. With `unplaced` and the children it adds up to `open`. */
  readonly direct: number;
  readonly reportedToday: number;
  readonly disposedToday: number;
  readonly closedToday: number;
  /** Finished today within target / finished today that had a target. */
  readonly onTimeToday: Ratio;
  /** The last 24 full or running hours, oldest first. */
  readonly hours: {
    readonly startsAt: readonly Instant[];
    readonly reported: readonly number[];
    readonly finished: readonly number[];
  };
  /** Groups of categories, most open first. */
  readonly categories: readonly { readonly category: string; readonly open: number; readonly today: number }[];
  readonly dispositions: readonly {
    readonly disposition: Disposition | null;
    readonly open: number;
    readonly today: number;
  }[];
  readonly stations: { readonly total: number; readonly silent: number };
  readonly activeIncidents: number;
  /** When the log last took anything up in this scope; null: never. */
  readonly lastRecordedAt: Instant | null;
}

/** One child region of the scope. */
export interface ChildRow {
  readonly id: RegionId;
  readonly open: number;
  readonly overdue: number;
  readonly reportedToday: number;
  readonly closedToday: number;
  readonly onTimeToday: Ratio;
  readonly stations: number;
  readonly silentStations: number;
}
