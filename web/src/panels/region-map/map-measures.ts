import { LATE } from '@citybrain/domain';
import { classOf, planCountBreaks, type ClassBreaks } from '../../maps/class-breaks.ts';
import type { ChildRow, Ratio } from '../../live/words.ts';
import type { Ramp, Theme } from '../../ui/colours.ts';
import { LATE_SHARE_BREAKS } from '../../ui/heat-classes.ts';

/** What the regions can be shaded by. */
export const MAP_MEASURES = ['open', 'lateShare', 'atRisk', 'timeLeft', 'reportedToday', 'onTimeToday'] as const;
export type MapMeasure = (typeof MAP_MEASURES)[number];

/** A share or a middle of fewer than this is hatched: another ticket or two would move it. */
export const MINIMUM_SURE = 10;
/** Shares are drawn towards the whole's as if so many tickets more stood as it does. */
const KAPPA = 10;

/** Of what is finished too late: the on-time rate from its other end. */
const NOT_ON_TIME_BREAKS: ClassBreaks = [0.05, 0.1, 0.15, 0.25];
const BAND_BREAKS: ClassBreaks = [1, 2, 3, 4];

/** How a region is shaded: by one of five classes, the brightest for what wants a look. */
export interface Shade {
  readonly class: number;
  /** Of too few to be sure. */
  readonly isHatched: boolean;
}

const SHARES = ['lateShare', 'onTimeToday'] as const;
export const isShare = (measure: MapMeasure): measure is (typeof SHARES)[number] =>
  SHARES.some((known) => known === measure);
export const isCount = (measure: MapMeasure): measure is 'open' | 'atRisk' | 'reportedToday' =>
  !isShare(measure) && measure !== 'timeLeft';

export const rampOf = (measure: MapMeasure, { amount, heat }: Theme): Ramp =>
  measure === 'open' || measure === 'reportedToday' ? amount : heat;

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/** With a limit that runs. */
export const runningIn = ({ timeLeft }: Pick<ChildRow, 'timeLeft'>): number => sum(timeLeft);

/** Less than four hours from their limit, and not past it. */
export const atRiskIn = ({ timeLeft }: Pick<ChildRow, 'timeLeft'>): number => sum(timeLeft.slice(2, LATE));

/** What went wrong of how many. */
const wrongOf = (row: ChildRow, measure: 'lateShare' | 'onTimeToday'): Ratio =>
  measure === 'lateShare'
    ? { numerator: row.overdue, denominator: runningIn(row) }
    : { numerator: row.onTimeToday.denominator - row.onTimeToday.numerator, denominator: row.onTimeToday.denominator };

/** The share that is written; null: there is nothing to divide by. */
export function shareOf(row: ChildRow, measure: 'lateShare' | 'onTimeToday'): Ratio | null {
  const ratio = measure === 'lateShare' ? wrongOf(row, measure) : row.onTimeToday;
  return ratio.denominator > 0 ? ratio : null;
}

/** The band in which half of what runs has no more time left; null: nothing runs. */
export function middleBandOf(row: ChildRow): number | null {
  const running = runningIn(row);
  if (running === 0) return null;
  let counted = 0;
  for (let band = LATE; band > 0; band -= 1) {
    counted += row.timeLeft[band] ?? 0;
    if (2 * counted >= running) return band;
  }
  return 0;
}

export function countOf(row: ChildRow, measure: 'open' | 'atRisk' | 'reportedToday'): number {
  return measure === 'atRisk' ? atRiskIn(row) : row[measure];
}

/** @param previous the breaks on the screen for this very scope and measure, if any. */
export function planBreaks(rows: readonly ChildRow[], measure: MapMeasure, previous: ClassBreaks | null): ClassBreaks {
  if (measure === 'lateShare') return LATE_SHARE_BREAKS;
  if (measure === 'onTimeToday') return NOT_ON_TIME_BREAKS;
  if (measure === 'timeLeft') return BAND_BREAKS;
  return planCountBreaks(
    rows.map((row) => countOf(row, measure)),
    previous,
  );
}

/** How each child is shaded of which something can be said. */
export function planShades(rows: readonly ChildRow[], measure: MapMeasure, breaks: ClassBreaks): Map<string, Shade> {
  const shadeOf = isShare(measure)
    ? shareShading(rows, measure, breaks)
    : (row: ChildRow) => plainShade(row, measure, breaks);
  return new Map(
    rows.flatMap((row) => {
      const shade = shadeOf(row);
      return shade ? [[row.id, shade] as const] : [];
    }),
  );
}

function plainShade(
  row: ChildRow,
  measure: Exclude<MapMeasure, 'lateShare' | 'onTimeToday'>,
  breaks: ClassBreaks,
): Shade | null {
  if (measure !== 'timeLeft') return { class: classOf(countOf(row, measure), breaks), isHatched: false };
  const band = middleBandOf(row);
  return band === null ? null : { class: band, isHatched: runningIn(row) < MINIMUM_SURE };
}

function shareShading(
  rows: readonly ChildRow[],
  measure: 'lateShare' | 'onTimeToday',
  breaks: ClassBreaks,
): (row: ChildRow) => Shade | null {
  const parts = rows.map((row) => wrongOf(row, measure));
  const whole = sum(parts.map(({ denominator }) => denominator));
  const usual = whole === 0 ? 0 : sum(parts.map(({ numerator }) => numerator)) / whole;
  return (row) => {
    const { numerator, denominator } = wrongOf(row, measure);
    if (denominator === 0) return null;
    const drawn = (numerator + KAPPA * usual) / (denominator + KAPPA);
    return { class: classOf(drawn, breaks), isHatched: denominator < MINIMUM_SURE };
  };
}
