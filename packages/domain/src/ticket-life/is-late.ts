import type { Instant } from '../instant.ts';
import { finishedAt, isOpen, type Ticket } from '../ticket.ts';

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

/**
 * A breach of a deadline that the citizen was told is in the log: of the source's
 * target, of the registration, of a redo. A source may tell later that it had
 * finished before: then it was none.
 */
export const hasBreached = (ticket: BreachFacts): boolean => breachedAt(ticket) !== null;

type BreachFacts = Pick<Ticket, 'marks' | 'work' | 'status' | 'disposedAt' | 'closedAt'>;

/** When the last breach of {@link hasBreached} was. */
function breachedAt(ticket: BreachFacts): Instant | null {
  const { marks, work } = ticket;
  if (marks.length === 0) return null;
  const finished = work?.isLedHere ? null : finishedAt(ticket);
  const last = marks.findLast(
    ({ tier, kind, at }) =>
      tier === 'breached' &&
      (kind === 'citizen' || kind === 'redo' || (kind === 'source' && (finished ?? Infinity) > at)),
  );
  return last?.at ?? null;
}

/**
 * Late, and not excused by an approved appeal: what the rates count. An appeal
 * excuses nothing that comes after it.
 */
export function countsAsLate(ticket: Ticket, asOf: Instant): boolean {
  const excusedAt = ticket.work?.exemption?.at;
  if (excusedAt === undefined) return isLate(ticket, asOf);
  const { dueAt } = ticket.facts;
  const since = ticket.marks.filter(({ at }) => at > excusedAt);
  return (dueAt === null || dueAt > excusedAt) && isLate({ ...ticket, marks: since }, asOf);
}

/**
 * When the limit ended that was broken: the one that is over, else the one it was finished
 * after, else the last that the log saw broken. Null: it counts as in time.
 *
 * @param isOverdue a limit of it runs, and is over.
 */
export function brokenLimitAt(ticket: Ticket, isOverdue: boolean): Instant | null {
  const { dueAt } = ticket.facts;
  const finished = finishedAt(ticket);
  if (isOverdue) return dueAt;
  if (!countsAsLate(ticket, finished ?? ticket.reportedAt)) return null;
  return dueAt !== null && finished !== null && dueAt < finished ? dueAt : breachedAt(ticket);
}
