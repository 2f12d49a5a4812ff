import { DAY_MS, type Instant } from './instant.ts';
import { judgeHappenedAt } from './happened-time.ts';
import { decided, refused, unchanged, type Decision, type Refusal } from './refusal.ts';
import { changedFacts, isSame } from './same-facts.ts';
import {
  isUnfinished,
  SOURCE_STATUSES,
  type SourceStatus,
  type Ticket,
  type TicketFacts,
  type TicketFlag,
} from './ticket.ts';
import type { TicketEvent } from './ticket-events.ts';

/**
 * The source's record of a matter as of `updatedAt`. A source may send any
 * version at any time; only a newer one than is known changes anything.
 */
export interface RecordTicket {
  readonly type: 'RecordTicket';
  readonly source: string;
  readonly sourceId: string;
  readonly status: SourceStatus;
  readonly reportedAt: Instant;
  readonly disposedAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly updatedAt: Instant;
  readonly facts: TicketFacts;
}

/** A target further away than this is kept and flagged. */
export const PLAUSIBLE_DUE_MS = 10 * 365 * DAY_MS;

/**
 * Life of a ticket as its source tells it:
 *
 *   – ──report──► reported ──dispose──► disposed ──close──► closed
 *                     └───────────────close────────────────────┘
 *
 * A record is whole: what the newest one leaves out is not so any more. An update
 * changes facts in any state. A source can't lead a ticket back. Once somebody
 * here has taken the ticket in hand, its source still tells title, text and place,
 * and moves nothing else (M28).
 */
export function decideTicket(ticket: Ticket | null, command: RecordTicket, now: Instant): Decision<TicketEvent> {
  const refusal = judgeTimes(command, now);
  if (refusal) return { kind: 'refused', refusal };
  if (!ticket) return decided(...reportEvents(command));
  if (command.updatedAt < ticket.sourceUpdatedAt) return unchanged('superseded');
  if (ticket.work?.isLedHere) return decideLedHere(ticket, command);
  if (command.updatedAt === ticket.sourceUpdatedAt) return judgeSameVersion(ticket, command);
  if (SOURCE_STATUSES.indexOf(command.status) < SOURCE_STATUSES.indexOf(ticket.status as SourceStatus)) {
    return refused(
      ticket.status === 'closed' ? 'already-closed' : 'already-disposed',
      `the ticket is ${ticket.status} here, a newer record says ${command.status}: reopening needs a person's decision`,
    );
  }
  return decided(...updateEvents(ticket, command));
}

/** What people here decide about; the rest of the facts stays the source's. */
const DECIDED_HERE = ['category', 'demandKind', 'disposition', 'priority', 'unit', 'dueAt'] as const;

function decideLedHere(ticket: Ticket, command: RecordTicket): Decision<TicketEvent> {
  if (command.updatedAt === ticket.sourceUpdatedAt) return unchanged('duplicate');
  const { facts } = ticket;
  const kept = Object.fromEntries(DECIDED_HERE.map((key) => [key, facts[key]]));
  const place = facts.place.source === 'person' ? facts.place : command.facts.place;
  const next = { ...command.facts, ...kept, place, ...(facts.caller && { caller: facts.caller }) };
  const isFinished = command.status !== 'reported' && isUnfinished(ticket);
  return decided({
    type: 'TicketUpdated',
    typeVersion: 1,
    happenedAt: command.updatedAt,
    data: {
      changes: changedFacts(facts, next),
      flags: [
        ...(place.source === 'outside' ? (['outside-regions'] as const) : []),
        ...(isFinished ? (['source-finished'] as const) : []),
      ],
      sourceUpdatedAt: command.updatedAt,
      sourceStatus: command.status,
    },
  });
}

function judgeTimes(command: RecordTicket, now: Instant): Refusal | null {
  const { reportedAt, disposedAt, closedAt, updatedAt } = command;
  for (const [what, at] of [
    ['reportedAt', reportedAt],
    ['disposedAt', disposedAt],
    ['closedAt', closedAt],
    ['updatedAt', updatedAt],
  ] as const) {
    const refusal = at === null ? null : judgeHappenedAt(what, at, now);
    if (refusal) return refusal;
  }
  if (disposedAt !== null && disposedAt < reportedAt) {
    return { code: 'disposed-before-reported', message: 'disposedAt lies before reportedAt: correct one of them' };
  }
  if (closedAt !== null && closedAt < reportedAt) {
    return { code: 'closed-before-reported', message: 'closedAt lies before reportedAt: correct one of them' };
  }
  if (closedAt !== null && disposedAt !== null && closedAt < disposedAt) {
    return { code: 'closed-before-disposed', message: 'closedAt lies before disposedAt: correct one of them' };
  }
  return null;
}

function judgeSameVersion(ticket: Ticket, command: RecordTicket): Decision<TicketEvent> {
  const isKnown =
    command.status === ticket.status &&
    command.reportedAt === ticket.reportedAt &&
    command.disposedAt === ticket.disposedAt &&
    command.closedAt === ticket.closedAt &&
    isSame(command.facts, ticket.facts);
  if (isKnown) return unchanged('duplicate');
  return refused(
    'conflicting-version',
    'a different record with the same updatedAt is known: send the right one with a later updatedAt',
  );
}

function reportEvents(command: RecordTicket): TicketEvent[] {
  const { source, sourceId, facts, reportedAt, updatedAt } = command;
  const reported: TicketEvent = {
    type: 'TicketReported',
    typeVersion: 1,
    happenedAt: reportedAt,
    data: { source, sourceId, facts, flags: flagsOf(command), sourceUpdatedAt: updatedAt },
  };
  return [reported, ...finishEvents(null, command)];
}

function updateEvents(ticket: Ticket, command: RecordTicket): TicketEvent[] {
  const changes = changedFacts(ticket.facts, command.facts);
  const finishing = finishEvents(ticket, command);
  const corrections = {
    ...(command.reportedAt !== ticket.reportedAt && { reportedAt: command.reportedAt }),
    ...(command.disposedAt === null && ticket.disposedAt !== null && { disposedAt: null }),
  };
  if (finishing.length > 0 && Object.keys({ ...changes, ...corrections }).length === 0) return finishing;
  const updated: TicketEvent = {
    type: 'TicketUpdated',
    typeVersion: 1,
    happenedAt: command.updatedAt,
    data: {
      changes,
      flags: flagsOf(command),
      sourceUpdatedAt: command.updatedAt,
      ...corrections,
    },
  };
  return [updated, ...finishing];
}

function finishEvents(ticket: Ticket | null, command: RecordTicket): TicketEvent[] {
  const { disposedAt, closedAt, updatedAt } = command;
  const data = { sourceUpdatedAt: updatedAt };
  const events: TicketEvent[] = [];
  if (disposedAt !== null && disposedAt !== ticket?.disposedAt) {
    events.push({ type: 'TicketDisposed', typeVersion: 1, happenedAt: disposedAt, data });
  }
  if (closedAt !== null && closedAt !== ticket?.closedAt) {
    events.push({ type: 'TicketClosed', typeVersion: 1, happenedAt: closedAt, data });
  }
  return events;
}

function flagsOf({ facts, reportedAt }: RecordTicket): TicketFlag[] {
  const flags: TicketFlag[] = [];
  if (facts.dueAt !== null && facts.dueAt < reportedAt) flags.push('due-before-report');
  if (facts.dueAt !== null && facts.dueAt > reportedAt + PLAUSIBLE_DUE_MS) flags.push('due-implausible');
  if (facts.place.source === 'outside') flags.push('outside-regions');
  return flags;
}
