import type { TicketRow } from '@citybrain/protocol';

/** Reported, not disposed, and past its target: what the headline counts as overdue. */
export const isLate = (row: Pick<TicketRow, 'status' | 'dueAt'>, asOf: number): boolean =>
  row.status === 'reported' && row.dueAt !== null && row.dueAt < asOf;
