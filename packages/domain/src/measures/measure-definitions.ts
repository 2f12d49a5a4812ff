import type { MeasurePart } from './measure-parts.ts';

/** Parts that are added up; with a minus in front, taken off. */
export type PartTerm = MeasurePart | `-${MeasurePart}`;

/** Why something is not in a denominator, or counts as it would not by itself (`exempted`: as on time). */
export const EXCLUSION_REASONS = [
  'exempted',
  'untimed',
  'suspended',
  'merged',
  'cancelled',
  'rejected',
  'transferred',
] as const;
export type ExclusionReason = (typeof EXCLUSION_REASONS)[number];

export interface Exclusion {
  readonly reason: ExclusionReason;
  readonly terms: readonly PartTerm[];
}

/** What is counted above is counted below as well: a numerator is never greater than its denominator (Q3). */
export interface RateDefinition {
  readonly kind: 'rate';
  readonly above: readonly PartTerm[];
  readonly below: readonly PartTerm[];
  readonly excluded: readonly Exclusion[];
}
export interface CountDefinition {
  readonly kind: 'count';
  readonly of: readonly PartTerm[];
  readonly excluded: readonly Exclusion[];
}
/** Points of 100: each rate, or what it lacks of 1 (`isInverse`), by its weight. */
export interface ScoreDefinition {
  readonly kind: 'score';
  readonly of: readonly { readonly rate: RateId; readonly weight: number; readonly isInverse?: true }[];
}
/** Needs what nobody has told the program. */
export interface UnknownDefinition {
  readonly kind: 'unknown';
  readonly why: 'population-unknown';
}

const SHOULD_DISPOSE: readonly PartTerm[] = ['disposed', 'openLate'];
const SHOULD_CLOSE: readonly PartTerm[] = ['closed', 'unclosedLate'];

const one = (reason: ExclusionReason, ...terms: PartTerm[]): Exclusion => ({ reason, terms });
const UNACCEPTED = [one('rejected', 'rejected'), one('transferred', 'transferred')];
const ENDED_WITHOUT_WORK = [one('merged', 'merged', '-detached'), one('cancelled', 'cancelled'), ...UNACCEPTED];
const OUT = [one('suspended', 'suspended'), ...ENDED_WITHOUT_WORK];

const rate = (
  above: readonly PartTerm[],
  below: readonly PartTerm[],
  excluded: readonly Exclusion[] = [],
): RateDefinition => ({ kind: 'rate', above, below, excluded });

/** DOMAIN.md §9.6, with the terms of §2.5. */
export const RATE_DEFINITIONS = {
  accept_on_time: rate(['accepted', '-acceptedLate'], ['accepted', 'acceptWaitingLate'], UNACCEPTED),
  response: rate(['responded', '-respondedLate'], ['responded', 'respondMissed', 'respondWaitingLate']),
  dispose: rate(['disposed'], SHOULD_DISPOSE, OUT),
  dispose_on_time: rate(
    ['disposed', '-disposedLate', '-disposedUntimed', 'disposedExempt'],
    [...SHOULD_DISPOSE, '-disposedUntimed'],
    [one('exempted', 'disposedExempt'), one('untimed', 'disposedUntimed'), ...OUT],
  ),
  overdue_open: rate(['openLate'], SHOULD_DISPOSE, OUT),
  close: rate(['closed'], SHOULD_CLOSE, OUT),
  close_on_time: rate(
    ['closed', '-closedLate', '-closedUntimed', 'closedExempt'],
    [...SHOULD_CLOSE, '-closedUntimed'],
    [one('exempted', 'closedExempt'), one('untimed', 'closedUntimed'), ...OUT],
  ),
  rework: rate(['closedReworked', 'unclosedLateReworked'], SHOULD_CLOSE, OUT),
  redo: rate(['redone'], ['reached']),
  return: rate(['returnAsked'], ['dispatched']),
  dispatch_accuracy: rate(['dispatched', '-returnGranted'], ['dispatched']),
  extend: rate(['disposedExtended', 'openLateExtended'], SHOULD_DISPOSE, OUT),
  suspend: rate(['suspended'], [...SHOULD_DISPOSE, 'suspended'], ENDED_WITHOUT_WORK),
  solve: rate(['solved'], ['reached']),
  satisfy: rate(['satisfied'], ['reached']),
  reach: rate(['reached'], ['called']),
  public_first: rate(['registeredPublic'], ['registered']),
  repeat: rate(['repeated'], ['repeatable']),
  in_grid: rate(['closedInGrid'], ['closedHere']),
} as const satisfies Readonly<Record<string, RateDefinition>>;
export type RateId = keyof typeof RATE_DEFINITIONS;
export const RATE_IDS = Object.keys(RATE_DEFINITIONS) as readonly RateId[];

/** 响应、解决、满意: the weights that are in use (DOMAIN.md §9.6). */
export const THREE_RATE_PRESETS = {
  three_rate_30_35_35: [30, 35, 35],
  three_rate_10_45_45: [10, 45, 45],
} as const satisfies Readonly<Record<string, readonly [number, number, number]>>;

const threeRate = ([response, solve, satisfy]: readonly [number, number, number]): ScoreDefinition => ({
  kind: 'score',
  of: [
    { rate: 'response', weight: response },
    { rate: 'solve', weight: solve },
    { rate: 'satisfy', weight: satisfy },
  ],
});

export const MEASURE_DEFINITIONS = {
  should_dispose: { kind: 'count', of: SHOULD_DISPOSE, excluded: OUT },
  should_close: { kind: 'count', of: SHOULD_CLOSE, excluded: OUT },
  ...RATE_DEFINITIONS,
  three_rate_30_35_35: threeRate(THREE_RATE_PRESETS.three_rate_30_35_35),
  three_rate_10_45_45: threeRate(THREE_RATE_PRESETS.three_rate_10_45_45),
  score_city: {
    kind: 'score',
    of: [
      { rate: 'dispose', weight: 30 },
      { rate: 'dispose_on_time', weight: 20 },
      { rate: 'rework', weight: 20, isInverse: true },
      { rate: 'overdue_open', weight: 20, isInverse: true },
      { rate: 'extend', weight: 10, isInverse: true },
    ],
  },
  per10k: { kind: 'unknown', why: 'population-unknown' },
} as const satisfies Readonly<Record<string, RateDefinition | CountDefinition | ScoreDefinition | UnknownDefinition>>;
export type MeasureId = keyof typeof MEASURE_DEFINITIONS;
export const MEASURE_IDS = Object.keys(MEASURE_DEFINITIONS) as readonly MeasureId[];
