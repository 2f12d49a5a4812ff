import {
  brokenLimitAt,
  LATE,
  measureStandingOf,
  nextStandingAt,
  nextTimeOf,
  timeBandAt,
  type Instant,
  type MeasureStanding,
  type Ticket,
  type TicketId,
} from '@citybrain/domain';
import { marksOf, type EntryMarks } from './held-entry.ts';
import { repeatCategoryOf } from './repeat-counts.ts';
import { forgottenFrom } from './ticket-memory.ts';

/** What queues and sets need of a ticket, so that it has not to be unpacked for them. */
export interface TicketBrief extends EntryMarks {
  readonly id: TicketId;
  readonly regionIndex: number;
  /** When the limit ended that it broke; null: it broke none. */
  readonly brokeAt: Instant | null;
  /** When an ended one is let go of; null: it is open. */
  readonly until: Instant | null;
  /** When the timer looks at it; null: not by itself. */
  readonly timedAt: Instant | null;
  /** Of what it may be a repeat; null: of nothing. */
  readonly repeats: string | null;
  readonly standings: readonly MeasureStanding[];
  readonly standingAt: Instant | null;
}

export function briefOf(id: TicketId, regionIndex: number, ticket: Ticket, asOf: Instant): TicketBrief {
  const marks = marksOf(ticket);
  return {
    id,
    regionIndex,
    isOpen: marks.isOpen,
    runsOutAt: marks.runsOutAt,
    reportedAt: marks.reportedAt,
    isProvisional: marks.isProvisional,
    brokeAt: brokenLimitAt(ticket, timeBandAt(marks.runsOutAt, asOf) === LATE),
    until: marks.isOpen ? null : forgottenFrom(ticket),
    timedAt: nextTimeOf(ticket),
    repeats: repeatCategoryOf(ticket),
    standings: measureStandingOf(ticket, asOf),
    standingAt: nextStandingAt(ticket, asOf),
  };
}
