import { isUnfinished } from '@citybrain/domain';
import type { TicketRow } from '@citybrain/protocol';

/** Open, not disposed, and past its target: what the headline counts as overdue. */
export const isLate = (row: Pick<TicketRow, 'status' | 'dueAt'>, asOf: number): boolean =>
  isUnfinished(row) && row.dueAt !== null && row.dueAt < asOf;
