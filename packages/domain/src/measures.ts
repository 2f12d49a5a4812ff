import type { Instant } from './instant.ts';
import type { RegionId } from './region.ts';
import type { Disposition } from './ticket.ts';
import type { TimeLeft } from './time-left.ts';

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
  /** Of the open and not disposed: those with a limit, by the time it has left; the last are the overdue. */
  readonly timeLeft: TimeLeft;
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
  readonly timeLeft: TimeLeft;
  readonly reportedToday: number;
  readonly closedToday: number;
  readonly onTimeToday: Ratio;
  readonly stations: number;
  readonly silentStations: number;
}

/** The days that {@link BreachTimes} looks back. */
export const BREACH_DAYS = 28;

/** When limits broke, kept or not by now: by the instant at which each ended, over the last 28 days. */
export interface BreachTimes {
  /** By hour of the week in the city's zone, Monday from midnight first: 168 counts of the last 672 hours, the running one included. */
  readonly week: readonly number[];
  /** By civil day, the oldest first, today last: 28. */
  readonly days: readonly { readonly startsAt: Instant; readonly breached: number }[];
}

/** What is open and late in one child region of a scope, by group of categories; '' those without. */
export interface MatterRow {
  readonly id: RegionId;
  readonly cells: readonly { readonly category: string; readonly open: number; readonly late: number }[];
}
