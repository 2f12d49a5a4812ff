import { RATE_BREAKS, classOf, planCountBreaks, type ClassBreaks } from '../../maps/class-breaks.ts';
import type { ChildRow } from '../../live/words.ts';
import { RAMPS } from '../../ui/colours.ts';

/** What the regions can be shaded by. */
export const MAP_MEASURES = ['open', 'overdue', 'reportedToday', 'onTimeToday'] as const;
export type MapMeasure = (typeof MAP_MEASURES)[number];

/** A rate of fewer finished tickets than this is not shaded. */
export const MINIMUM_FINISHED = 5;

const TROUBLE_FIRST = [...RAMPS.trouble].reverse();

/** From the lowest class to the highest; bright is always what needs a look. */
export const rampOf = (measure: MapMeasure): readonly string[] =>
  measure === 'onTimeToday' ? TROUBLE_FIRST : measure === 'overdue' ? RAMPS.trouble : RAMPS.amount;

/** null: nothing can be said. */
export function valueOf(row: ChildRow, measure: MapMeasure): number | null {
  if (measure !== 'onTimeToday') return row[measure];
  const { numerator, denominator } = row.onTimeToday;
  return denominator < MINIMUM_FINISHED ? null : numerator / denominator;
}

export function planBreaks(rows: readonly ChildRow[], measure: MapMeasure, previous: ClassBreaks | null): ClassBreaks {
  if (measure === 'onTimeToday') return RATE_BREAKS;
  return planCountBreaks(
    rows.map((row) => row[measure]),
    previous,
  );
}

/** The colour of each child that has a value. */
export function planFills(rows: readonly ChildRow[], measure: MapMeasure, breaks: ClassBreaks): Map<string, string> {
  const ramp = rampOf(measure);
  const fills = new Map<string, string>();
  for (const row of rows) {
    const value = valueOf(row, measure);
    if (value !== null) fills.set(row.id, ramp[classOf(value, breaks)] ?? '');
  }
  return fills;
}
