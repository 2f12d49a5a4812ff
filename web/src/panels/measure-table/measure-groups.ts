import type { MeasureId, MeasureReading } from '@citybrain/domain';

/** What belongs together, in the order of a ticket's life; every measure is in exactly one. */
export const MEASURE_GROUPS = {
  acceptance: ['accept_on_time', 'response'],
  disposal: ['should_dispose', 'dispose', 'dispose_on_time', 'overdue_open', 'extend', 'suspend'],
  closing: ['should_close', 'close', 'close_on_time', 'in_grid'],
  rework: ['rework', 'redo'],
  returns: ['return', 'dispatch_accuracy'],
  citizens: ['reach', 'solve', 'satisfy', 'public_first', 'repeat'],
  composite: ['three_rate_30_35_35', 'three_rate_10_45_45', 'score_city', 'per10k'],
} as const satisfies Readonly<Record<string, readonly MeasureId[]>>;
export type MeasureGroupId = keyof typeof MEASURE_GROUPS;
export const MEASURE_GROUP_IDS = Object.keys(MEASURE_GROUPS) as readonly MeasureGroupId[];

export interface MeasureGroup {
  readonly id: MeasureGroupId;
  readonly measures: readonly MeasureReading[];
}

/** The readings of an answer by group; what the answer does not have is left out, and so is a group without any. */
export function groupMeasures(readings: readonly MeasureReading[]): MeasureGroup[] {
  const byId = new Map(readings.map((reading) => [reading.id, reading]));
  return MEASURE_GROUP_IDS.map((id) => ({
    id,
    measures: MEASURE_GROUPS[id].flatMap((measure) => byId.get(measure) ?? []),
  })).filter(({ measures }) => measures.length > 0);
}

export const DIRECTIONS = ['higher', 'lower', 'none'] as const;
export type Direction = (typeof DIRECTIONS)[number];

const LOWER: readonly MeasureId[] = [
  ...(['overdue_open', 'extend', 'suspend', 'rework', 'redo', 'return', 'public_first', 'repeat'] as const),
];
/** Amounts: neither is better by itself. */
const NEITHER: readonly MeasureId[] = ['should_dispose', 'should_close', 'per10k'];

/** Which way is better. */
export const directionOf = (id: MeasureId): Direction =>
  NEITHER.includes(id) ? 'none' : LOWER.includes(id) ? 'lower' : 'higher';
