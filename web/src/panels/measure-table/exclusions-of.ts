import { MEASURE_DEFINITIONS, type Exclusion, type MeasureId, type MeasureReading } from '@citybrain/domain';
import type { ExclusionRow } from '../../live/words.ts';

/** One reason for which a measure leaves tickets out, and those it names. */
export interface ExcludedByReason {
  readonly reason: MeasureReading['excluded'][number]['reason'];
  /** As the measure counts them. */
  readonly count: number;
  readonly rows: readonly ExclusionRow[];
}

/** The rows of a period that one measure leaves out or excuses, by reason, in the order of the measure. */
export function exclusionsOf(reading: MeasureReading, rows: readonly ExclusionRow[]): ExcludedByReason[] {
  return reading.excluded.map(({ reason, count }) => ({
    reason,
    count,
    rows: rows.filter((row) => row.reason === reason && (reason !== 'exempted' || excuses(reading.id, row))),
  }));
}

/** An exemption excuses the disposal, the closing, or both; a measure names those that excuse what it counts. */
function excuses(id: MeasureId, row: ExclusionRow): boolean {
  const definition = MEASURE_DEFINITIONS[id];
  if (definition.kind !== 'rate') return false;
  const excluded: readonly Exclusion[] = definition.excluded;
  const terms = excluded.find(({ reason }) => reason === 'exempted')?.terms ?? [];
  return row.exempt.some((part) => terms.includes(part));
}
