import type { CivilDate, Instant } from './instant.ts';

/** A span of time, `from` included and `to` excluded. */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** `make-up`: a weekend day that is worked (调休); `holiday`: a statutory day off, also one on a weekend. */
export const DAY_KINDS = ['working', 'make-up', 'weekend', 'holiday'] as const;
export type DayKind = (typeof DAY_KINDS)[number];

/** One civil day of the city's zone. */
export interface WorkDay {
  readonly date: CivilDate;
  /** From midnight to midnight. */
  readonly span: Span;
  readonly kind: DayKind;
  /** What the holiday or the make-up day is for, e.g. 春节; null on other days. */
  readonly name: string | null;
  /** In order, without overlap; empty on days off. */
  readonly slots: readonly Span[];
  /** The notice for its year is not loaded: weekends and the fixed dates are all that is known. */
  readonly isProvisional: boolean;
}

/** When the city works. Pure: the same question has the same answer; another edition is another calendar. */
export interface WorkCalendar {
  /** Names the edition: zone, slots, holidays and overrides. */
  readonly version: string;
  /** Working time of a standard day, in milliseconds: what a day of an `accrual` limit is worth. */
  readonly standardDayMs: number;
  dayAt(at: Instant): WorkDay;
  dayAfter(day: WorkDay): WorkDay;
}
