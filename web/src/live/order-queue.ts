import { isUnfinished } from '@citybrain/domain';
import type { TicketRow } from '@citybrain/protocol';

type Queued = Pick<TicketRow, 'id' | 'status' | 'dueAt' | 'reportedAt'>;

/** What waits for the unit by target, the longest overdue first; then what has no target, then what waits for its check. */
export function orderQueue<Row extends Queued>(rows: Iterable<Row>): Row[] {
  const group = (row: Queued): number => (!isUnfinished(row) ? 2 : row.dueAt === null ? 1 : 0);
  return [...rows].sort(
    (a, b) =>
      group(a) - group(b) ||
      (a.dueAt ?? a.reportedAt) - (b.dueAt ?? b.reportedAt) ||
      a.reportedAt - b.reportedAt ||
      (a.id < b.id ? -1 : 1),
  );
}
