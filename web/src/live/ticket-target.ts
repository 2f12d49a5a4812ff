import { isUnfinished } from '@citybrain/domain';
import type { TicketRow } from '@citybrain/protocol';
import { isLate } from './is-late.ts';

/** How a ticket stands to its target: with its time left or past, in milliseconds, where that says anything. */
export type TicketTarget =
  | { readonly kind: 'disposed' | 'noDue' | 'doubtful' }
  | { readonly kind: 'overdueBy' | 'dueIn'; readonly spanMs: number };

/** A target that cannot be meant as it stands: before the report, or years away. */
export const hasDoubtfulTarget = ({ flags }: Pick<TicketRow, 'flags'>): boolean =>
  flags.includes('due-before-report') || flags.includes('due-implausible');

export function ticketTarget(row: Pick<TicketRow, 'status' | 'dueAt' | 'flags'>, asOf: number): TicketTarget {
  if (!isUnfinished(row)) return { kind: 'disposed' };
  if (row.dueAt === null) return { kind: 'noDue' };
  if (hasDoubtfulTarget(row)) return { kind: 'doubtful' };
  return { kind: isLate(row, asOf) ? 'overdueBy' : 'dueIn', spanMs: row.dueAt - asOf };
}
