import type { Instant } from '@citybrain/domain';
import { parseTime } from '../parse-time.ts';
import type { MappedRow } from './row-mapping.ts';
import type { TicketPreset } from './ticket-preset.ts';

/** What became known of a ticket, and when. */
export interface TicketStep {
  readonly at: Instant;
  readonly item: MappedRow;
}

const TOLD_BY_STEP = ['closedAt', 'disposedAt', 'updatedAt', 'status'] as const;

/**
 * A row as its ticket lived: what was known at the report, then the whole row at
 * its close. A row without a close is its report only; one whose times can't be
 * told in order is one step. Null: the row has no report time.
 */
export function ticketSteps(preset: TicketPreset, row: MappedRow): TicketStep[] | null {
  const reportedAt = timeOf(row['reportedAt'], preset.zone);
  if (reportedAt === null) return null;
  const closedAt = timeOf(row['closedAt'], preset.zone);
  if (closedAt === null) return [{ at: reportedAt, item: row['closedAt'] ? row : asReported(preset, row) }];
  if (closedAt <= reportedAt) return [{ at: reportedAt, item: row }];
  return [
    { at: reportedAt, item: asReported(preset, row) },
    { at: closedAt, item: row },
  ];
}

function asReported({ knownAtClosing }: TicketPreset, row: MappedRow): MappedRow {
  const toldLater: readonly string[] = [...TOLD_BY_STEP, ...knownAtClosing.fields];
  const labels = Object.entries(row.labels).filter(([label]) => !knownAtClosing.labels.includes(label));
  const known = Object.entries(row).filter(([field]) => !toldLater.includes(field));
  return { ...Object.fromEntries(known), labels: Object.fromEntries(labels) } as MappedRow;
}

const timeOf = (text: unknown, zone: string): Instant | null =>
  typeof text === 'string' ? parseTime(text, zone) : null;
