import type { Instant } from '../instant.ts';
import type { Limit } from '../limit.ts';
import type { UnitId } from '../organisation/unit.ts';

/**
 * What a clock measures: `source` the source's own target; `citizen` from
 * registration to disposal, never reset; `accept` from report to acceptance; of a
 * unit, from its dispatch: `sign`, `respond`, `resolve`; `redo` after an
 * unsatisfied citizen; `help` a helper's task; `report-in` after a whistle;
 * `verify` a field task.
 */
export const CLOCK_KINDS = [
  'source',
  'citizen',
  'accept',
  'sign',
  'respond',
  'resolve',
  'redo',
  'help',
  'report-in',
  'verify',
] as const;
export type ClockKind = (typeof CLOCK_KINDS)[number];

/** Where a limit comes from. */
export const LIMIT_BASES = ['policy', 'category', 'statute', 'source'] as const;
export type LimitBasis = (typeof LIMIT_BASES)[number];

/** A limit that was weighed: the least of them counts. `ref` names the row, condition or article. */
export interface LimitCandidate {
  readonly basis: LimitBasis;
  readonly ref: string;
  /** Null for a fixed target: the source's own, or the lead's deadline for a helper. */
  readonly limit: Limit | null;
  /** The fixed target as it was told, before any pause. */
  readonly targetAt?: Instant | null;
  readonly dueAt: Instant | null;
}

/** One running limit of a ticket. Its pauses are the ticket's. */
export interface TicketClock {
  /** `citizen`, `resolve-2`, `help-t1` …; unique in the ticket, never used again. */
  readonly id: string;
  readonly kind: ClockKind;
  /** Who owes it; null: the centre, or nobody in particular. */
  readonly unit: UnitId | null;
  readonly startedAt: Instant;
  readonly stoppedAt: Instant | null;
  /** The one that won. */
  readonly basis: LimitBasis;
  readonly ref: string;
  readonly limit: Limit | null;
  /** Working days granted on top of the limit. */
  readonly extendedDays: number;
  /** All that were weighed, the winner first. */
  readonly candidates: readonly LimitCandidate[];
  /** Null while a pause without an end keeps it from being known. */
  readonly dueAt: Instant | null;
  readonly warnAt: Instant | null;
  readonly purpleAt: Instant | null;
  readonly isProvisional: boolean;
  /** Edition of the calendar that the instants were computed with. */
  readonly calendar: string;
}

/** What the timer finds: little is left, the limit is over, it is over by more than once its length. */
export const CLOCK_TIERS = ['warned', 'breached', 'purple'] as const;
export type ClockTier = (typeof CLOCK_TIERS)[number];

/** A deadline that passed. It stays, whatever is changed afterwards. */
export interface ClockMark {
  readonly clock: string;
  readonly kind: ClockKind;
  readonly unit: UnitId | null;
  readonly tier: ClockTier;
  /** When it passed, however late it was recorded. */
  readonly at: Instant;
}
