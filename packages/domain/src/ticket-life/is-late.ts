import type { Instant } from '../instant.ts';
import { finishedAt, isOpen, type Ticket } from '../ticket.ts';
import { governingClock } from './governing-clock.ts';

/**
 * Whether it missed its deadline: finished after it, unfinished past it, or once
 * found past it. Nothing that is changed later takes a breach back (M31).
 */
export function isLate(ticket: Ticket, asOf: Instant): boolean {
  if (hasBreached(ticket)) return true;
  const { dueAt } = ticket.facts;
  const finished = finishedAt(ticket);
  if (dueAt === null) return false;
  return finished === null ? isOpen(ticket) && dueAt < asOf : finished > dueAt;
}

/** A breach of the deadline that the citizen was told, or of its redo, is in the log. */
export function hasBreached({ marks, work }: Pick<Ticket, 'marks' | 'work'>): boolean {
  if (marks.length === 0) return false;
  const governing = work && governingClock(work);
  return marks.some(
    ({ tier, kind, clock }) =>
      tier === 'breached' && (governing ? clock === governing.id || kind === 'citizen' : kind === 'source'),
  );
}

/** Late, and not excused by an approved appeal: what the rates count. */
export const countsAsLate = (ticket: Ticket, asOf: Instant): boolean =>
  ticket.work?.exemption == null && isLate(ticket, asOf);
