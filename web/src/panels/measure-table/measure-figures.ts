import { MEASURE_DEFINITIONS, type MeasureId, type MeasureReading } from '@citybrain/domain';
import { formatNumber, formatRatio, UNKNOWN } from '../../ui/formats.ts';

/** What the cells of a row say; {@link UNKNOWN} where nothing is known, never a 0 that nobody counted. */
export interface MeasureFigures {
  /** A rate or points with one decimal, or an amount. */
  readonly value: string;
  /** `12 / 34` on one line; null: the measure has no such thing. */
  readonly fraction: string | null;
  /** At 95 %, in words and as the bar draws it; null: there is none. */
  readonly interval: {
    readonly lower: number;
    readonly upper: number;
    readonly at: number;
    readonly lowerText: string;
    readonly upperText: string;
  } | null;
  readonly n: string;
  /** Too few to judge; an amount is no judgement. */
  readonly isSmall: boolean;
  /** A rate of nothing. */
  readonly isEmpty: boolean;
  /** Null: such a measure leaves nobody out. */
  readonly excluded: number | null;
}

export function figuresOf(reading: MeasureReading, locale: string): MeasureFigures {
  const { kind, rate, wilson, numerator, denominator, score } = reading;
  const isKnown = kind !== 'unknown';
  const value = {
    rate: () => formatRatio(ratioOf(reading), locale),
    count: () => formatNumber(numerator, locale),
    score: () => (score === null ? UNKNOWN : oneDecimal(score, locale)),
    unknown: () => UNKNOWN,
  }[kind]();
  const share = (of: number): string => formatRatio({ numerator: of, denominator: 1 }, locale);
  return {
    value,
    fraction:
      kind === 'rate' ? `${formatNumber(numerator, locale)}\u00a0/\u00a0${formatNumber(denominator, locale)}` : null,
    interval:
      rate === null || wilson === null
        ? null
        : { ...wilson, at: rate, lowerText: share(wilson.lower), upperText: share(wilson.upper) },
    n: isKnown ? formatNumber(reading.n, locale) : UNKNOWN,
    isSmall: reading.isSmall && reading.n > 0 && (kind === 'rate' || kind === 'score'),
    isEmpty: kind === 'score' ? score === null : kind === 'rate' && rate === null,
    excluded: leavesOut(reading.id) ? reading.excluded.reduce((sum, { count }) => sum + count, 0) : null,
  };
}

/** Nothing was counted for any of them. */
export const isEmptyPeriod = (readings: readonly MeasureReading[]): boolean =>
  readings.every(({ n, excluded }) => n === 0 && excluded.length === 0);

const ratioOf = ({ numerator, denominator }: MeasureReading): { numerator: number; denominator: number } | null =>
  numerator === null || denominator === null ? null : { numerator, denominator };

function leavesOut(id: MeasureId): boolean {
  const definition = MEASURE_DEFINITIONS[id];
  return 'excluded' in definition && definition.excluded.length > 0;
}

const oneDecimal = (value: number, locale: string): string =>
  value.toLocaleString(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
