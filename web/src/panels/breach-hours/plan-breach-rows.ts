import type { BreachCell } from '../../live/ticket-filter.ts';
import type { BreachTimes } from '../../live/words.ts';

export interface CountedCell {
  readonly of: BreachCell;
  readonly n: number;
}
/** Null: no such cell. */
export type CellRow = readonly (CountedCell | null)[];

/** Seven days of 24 hours, Monday first. */
export const planWeekRows = (week: BreachTimes['week']): CellRow[] =>
  Array.from({ length: 7 }, (_, day) =>
    Array.from({ length: 24 }, (_hour, hour) => {
      const weekHour = day * 24 + hour;
      return { of: { weekHour }, n: week[weekHour] ?? 0 };
    }),
  );

/**
 * The days as a calendar has them: a week a row, Monday first.
 *
 * @param weekdayOf 0 for a Monday.
 */
export function planDayRows(days: BreachTimes['days'], weekdayOf: (at: number) => number): CellRow[] {
  const [first] = days;
  if (!first) return [];
  const before = weekdayOf(first.startsAt);
  const cells: (CountedCell | null)[] = [
    ...Array.from({ length: before }, () => null),
    ...days.map(({ startsAt, breached }) => ({ of: { day: startsAt }, n: breached })),
  ];
  while (cells.length % 7 !== 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, row) => cells.slice(row * 7, row * 7 + 7));
}
