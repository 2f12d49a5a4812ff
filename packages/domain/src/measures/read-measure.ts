import { wilsonInterval, type RateInterval } from '../wilson.ts';
import {
  MEASURE_DEFINITIONS,
  MEASURE_IDS,
  RATE_DEFINITIONS,
  type CountDefinition,
  type Exclusion,
  type ExclusionReason,
  type MeasureId,
  type PartTerm,
  type RateDefinition,
  type ScoreDefinition,
  type UnknownDefinition,
} from './measure-definitions.ts';
import type { MeasureCounts, MeasurePart } from './measure-parts.ts';

/** Below this a rate says little, and nobody is ranked by it. */
export const SMALL_SAMPLE = 20;

/**
 * One measure of a period. A rate has a numerator and a denominator, and is null
 * when the denominator is 0; a count has its numerator only; a score has points.
 */
export interface MeasureReading {
  readonly id: MeasureId;
  readonly kind: 'rate' | 'count' | 'score' | 'unknown';
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** Those that are not 0. */
  readonly excluded: readonly { readonly reason: ExclusionReason; readonly count: number }[];
  readonly rate: number | null;
  /** Of the rate, at 95 %. */
  readonly wilson: RateInterval | null;
  /** 0 to 100. */
  readonly score: number | null;
  /** The denominator; of a score, the least of its rates. */
  readonly n: number;
  readonly isSmall: boolean;
  /** Why there is nothing to show, where a 0 below is not the reason. */
  readonly why: 'population-unknown' | null;
}

export const readMeasures = (counts: MeasureCounts): MeasureReading[] =>
  MEASURE_IDS.map((id) => readMeasure(id, counts));

export function readMeasure(id: MeasureId, counts: MeasureCounts): MeasureReading {
  const definition: RateDefinition | CountDefinition | ScoreDefinition | UnknownDefinition = MEASURE_DEFINITIONS[id];
  const empty: MeasureReading = {
    ...{ id, kind: definition.kind, numerator: null, denominator: null, excluded: [] },
    ...{ rate: null, wilson: null, score: null, n: 0, isSmall: true, why: null },
  };
  switch (definition.kind) {
    case 'rate':
      return { ...empty, ...rateOf(definition, counts), excluded: excludedOf(definition.excluded, counts) };
    case 'count': {
      const n = sumOf(definition.of, counts);
      return {
        ...empty,
        numerator: n,
        n,
        isSmall: n < SMALL_SAMPLE,
        excluded: excludedOf(definition.excluded, counts),
      };
    }
    case 'score':
      return { ...empty, ...scoreOf(definition, counts) };
    case 'unknown':
      return { ...empty, why: definition.why };
  }
}

function rateOf(
  { above, below }: RateDefinition,
  counts: MeasureCounts,
): Partial<MeasureReading> & { readonly n: number } {
  const numerator = sumOf(above, counts);
  const n = sumOf(below, counts);
  const rate = n === 0 ? null : numerator / n;
  return { numerator, denominator: n, rate, wilson: wilsonInterval(numerator, n), n, isSmall: n < SMALL_SAMPLE };
}

/** Null as soon as one of its rates is. */
function scoreOf({ of }: ScoreDefinition, counts: MeasureCounts): Partial<MeasureReading> {
  const parts = of.map(({ rate, weight, isInverse }) => ({
    weight,
    isInverse,
    ...rateOf(RATE_DEFINITIONS[rate], counts),
  }));
  const n = Math.min(...parts.map((part) => part.n));
  const score = parts.reduce(
    (sum, { rate, weight, isInverse }) => sum + weight * (isInverse ? 1 - (rate ?? 0) : (rate ?? 0)),
    0,
  );
  return { n, isSmall: n < SMALL_SAMPLE, score: parts.some(({ rate }) => rate === null) ? null : score };
}

const excludedOf = (exclusions: readonly Exclusion[], counts: MeasureCounts): MeasureReading['excluded'] =>
  exclusions.map(({ reason, terms }) => ({ reason, count: sumOf(terms, counts) })).filter(({ count }) => count !== 0);

const sumOf = (terms: readonly PartTerm[], counts: MeasureCounts): number =>
  terms.reduce((sum, term) => (isNegative(term) ? sum - counts[term.slice(1) as MeasurePart] : sum + counts[term]), 0);

const isNegative = (term: PartTerm): term is `-${MeasurePart}` => term.startsWith('-');
