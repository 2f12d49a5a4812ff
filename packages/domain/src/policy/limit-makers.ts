import type { ClockMode, Limit, LimitUnit } from '../limit.ts';

const maker =
  (mode: ClockMode, unit: LimitUnit) =>
  (n: number): Limit => ({ mode, n, unit });

/** Round the clock: 紧急工作时 and 紧急工作日 of the case standard, hour periods of a statute. */
export const minutes = maker('continuous', 'minute');
export const hours = maker('continuous', 'hour');
export const continuousDays = maker('continuous', 'day');

/** Inside working slots only: 工作时 and 工作日 of the case standard. */
export const workingHours = maker('accrual', 'hour');
export const accrualDays = maker('accrual', 'day');

/** 工作日 of the hotline rules: the starting day is not counted. */
export const legalDays = maker('legal-day', 'day');

/** 日 of a statute: the starting day is not counted, the last one rolls off a holiday. */
export const calendarDays = maker('calendar-day', 'day');
