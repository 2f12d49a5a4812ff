import { PLAUSIBLE_DUE_MS } from '../decide-ticket.ts';
import type { Instant } from '../instant.ts';
import type { Ticket } from '../ticket.ts';

/** The source's own target, where it can be one: not before the report, nor further away than any limit. */
export function sourceTarget({ facts, reportedAt }: Pick<Ticket, 'facts' | 'reportedAt'>): Instant | null {
  const { dueAt } = facts;
  return dueAt === null || dueAt < reportedAt || dueAt > reportedAt + PLAUSIBLE_DUE_MS ? null : dueAt;
}
