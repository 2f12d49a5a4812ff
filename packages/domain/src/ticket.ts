import type { Brand } from './brand.ts';
import type { Instant } from './instant.ts';
import type { Place } from './place.ts';
import type { ClockMark } from './ticket-life/ticket-clock.ts';
import type { TicketWork } from './ticket-life/ticket-work.ts';

/** Derived from (source, sourceId), so that the same matter of a source has one stream. */
export type TicketId = Brand<string, 'TicketId'>;

/** What a source can say of its matter: 已上报, 待核查, 结案. In this order; a source can't lead a ticket back. */
export const SOURCE_STATUSES = ['reported', 'disposed', 'closed'] as const;
export type SourceStatus = (typeof SOURCE_STATUSES)[number];

/**
 * States of DOMAIN.md §9.4: 已上报, 已受理, 核实中, 立案, 待签收, 退单审核, 处置中, 挂账,
 * 待核查, 待回访, and the ends 结案, 不予受理, 已转办, 作废, 已并单.
 */
export const TICKET_STATUSES = [
  'reported',
  'accepted',
  'verifying',
  'registered',
  'dispatched',
  'return-review',
  'handling',
  'suspended',
  'disposed',
  'callback',
  'closed',
  'rejected',
  'transferred',
  'cancelled',
  'merged',
] as const;
export type TicketStatus = (typeof TICKET_STATUSES)[number];

/** From here nothing goes on, but for a reopening, an appeal or a detachment. */
export const ENDED_STATUSES = ['closed', 'rejected', 'transferred', 'cancelled', 'merged'] as const;

/** 咨询、求助、投诉、举报、建议 (DOMAIN.md §2.3). */
export const DEMAND_KINDS = ['consultation', 'help', 'complaint', 'tip-off', 'suggestion'] as const;
export type DemandKind = (typeof DEMAND_KINDS)[number];

/** 即办、快办、分办、联办、顶格办. */
export const DISPOSITIONS = ['immediate', 'fast', 'assigned', 'joint', 'top-level'] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

/** 特急、紧急、一般、疑难 (DOMAIN.md §9.1). */
export const PRIORITIES = ['P1', 'P2', 'P3', 'P4'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** What is odd about a ticket that was kept all the same. `source-finished`: its source says done, here it is not. */
export const TICKET_FLAGS = ['due-before-report', 'due-implausible', 'outside-regions', 'source-finished'] as const;
export type TicketFlag = (typeof TICKET_FLAGS)[number];

/** Who reported a matter and waits for the answer. Personal: masked wherever it is shown. */
export interface Caller {
  readonly name: string | null;
  readonly phone: string | null;
}

/**
 * What is known about the matter; null where nothing is. The source's words, until
 * somebody here takes the ticket in hand and says category, priority or unit.
 */
export interface TicketFacts {
  readonly title: string;
  readonly text: string | null;
  /** A code of the category table (`E0110`), or the source's own word. */
  readonly category: string | null;
  readonly demandKind: DemandKind | null;
  readonly disposition: Disposition | null;
  readonly priority: Priority | null;
  /** Provenance, e.g. `12345`, `grid`, `video`. */
  readonly channel: string | null;
  readonly address: string | null;
  /** Name of the unit that owes the answer. */
  readonly unit: string | null;
  /** The source's target; once registered here, the effective deadline. Null while it is suspended. */
  readonly dueAt: Instant | null;
  readonly place: Place;
  readonly labels: Readonly<Record<string, string>>;
  readonly caller?: Caller | null;
}

/** A ticket folded from its stream. `disposedAt` and `closedAt` are different facts. */
export interface Ticket {
  readonly source: string;
  readonly sourceId: string;
  readonly status: TicketStatus;
  readonly reportedAt: Instant;
  readonly disposedAt: Instant | null;
  /** When it ended, in whichever way. */
  readonly closedAt: Instant | null;
  /** The version of the source's record that was applied last. */
  readonly sourceUpdatedAt: Instant;
  readonly facts: TicketFacts;
  readonly flags: readonly TicketFlag[];
  /** What deadlines passed, in the order in which they were recorded. */
  readonly marks: readonly ClockMark[];
  /** What was done about it here; null while only its source speaks. */
  readonly work: TicketWork | null;
}

const ENDED: ReadonlySet<TicketStatus> = new Set(ENDED_STATUSES);

/** A ticket is open until it ends: a disposed one still waits for its check. */
export const isOpen = (ticket: Pick<Ticket, 'status'>): boolean => !ENDED.has(ticket.status);

/** The unit's work is done; its check or the call back to the citizen is not. */
export const isAwaitingCheck = ({ status }: Pick<Ticket, 'status'>): boolean =>
  status === 'disposed' || status === 'callback';

/** Somebody still owes work on it. */
export const isUnfinished = (ticket: Pick<Ticket, 'status'>): boolean => isOpen(ticket) && !isAwaitingCheck(ticket);

/**
 * When the unit's work ended: disposal, or closing where a source knows no disposal.
 * Null for what ended without work: refused, transferred, cancelled, merged.
 */
export const finishedAt = ({
  status,
  disposedAt,
  closedAt,
}: Pick<Ticket, 'status' | 'disposedAt' | 'closedAt'>): Instant | null =>
  status === 'closed' ? (disposedAt ?? closedAt) : isAwaitingCheck({ status }) ? disposedAt : null;
