import { isUnfinished } from '@citybrain/domain';
import { hasDoubtfulTarget } from './ticket-target.ts';
import type { TicketRow } from '@citybrain/protocol';

type Queued = Pick<TicketRow, 'id' | 'status' | 'dueAt' | 'reportedAt' | 'flags'>;

/**
 * What waits for the unit by target, the longest overdue first; then what has a target that can't be meant or
 * none, then what waits for its check.
 */
export function orderQueue<Row extends Queued>(rows: Iterable<Row>): Row[] {
  const group = (row: Queued): number => {
    if (!isUnfinished(row)) return 3;
    return row.dueAt === null ? 2 : hasDoubtfulTarget(row) ? 1 : 0;
  };
  return [...rows].sort(
    (a, b) =>
      group(a) - group(b) ||
      (a.dueAt ?? a.reportedAt) - (b.dueAt ?? b.reportedAt) ||
      a.reportedAt - b.reportedAt ||
      (a.id < b.id ? -1 : 1),
  );
}
