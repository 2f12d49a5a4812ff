/**
 * How a clock counts (DOMAIN.md §2.4, §9.2): `continuous` runs through nights and
 * holidays; `accrual` only inside working slots; `legal-day` counts working days
 * without the starting one and ends with the last slot; `calendar-day` counts all
 * days without the starting one and rolls off statutory holidays.
 */
export const CLOCK_MODES = ['continuous', 'accrual', 'legal-day', 'calendar-day'] as const;
export type ClockMode = (typeof CLOCK_MODES)[number];

export const LIMIT_UNITS = ['minute', 'hour', 'day'] as const;
export type LimitUnit = (typeof LIMIT_UNITS)[number];

/**
 * How long something may take. A day is 24 hours when `continuous`, the slots of
 * a standard working day when `accrual`. The day modes take whole days only.
 */
export interface Limit {
  readonly mode: ClockMode;
  readonly n: number;
  readonly unit: LimitUnit;
}
