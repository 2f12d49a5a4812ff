import type { Brand } from './brand.ts';
import type { Instant } from './instant.ts';
import type { Place } from './place.ts';

/** Derived from (source, sourceId), so that the same matter of a source has one stream. */
export type TicketId = Brand<string, 'TicketId'>;

/** States of DOMAIN.md §9.4 that the minimal life knows: 已上报, 待核查, 结案. */
export const TICKET_STATUSES = ['reported', 'disposed', 'closed'] as const;
export type TicketStatus = (typeof TICKET_STATUSES)[number];

/** 咨询、求助、投诉、举报、建议 (DOMAIN.md §2.3). */
export const DEMAND_KINDS = ['consultation', 'help', 'complaint', 'tip-off', 'suggestion'] as const;
export type DemandKind = (typeof DEMAND_KINDS)[number];

/** 即办、快办、分办、联办、顶格办. */
export const DISPOSITIONS = ['immediate', 'fast', 'assigned', 'joint', 'top-level'] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

/** 特急、紧急、一般、疑难 (DOMAIN.md §9.1). */
export const PRIORITIES = ['P1', 'P2', 'P3', 'P4'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** What is odd about a ticket that was kept all the same. */
export const TICKET_FLAGS = ['due-before-report', 'due-implausible', 'outside-regions'] as const;
export type TicketFlag = (typeof TICKET_FLAGS)[number];

/** What a source says about the matter; null where it says nothing. */
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
  /** The source's target. */
  readonly dueAt: Instant | null;
  readonly place: Place;
  readonly labels: Readonly<Record<string, string>>;
}

/** A ticket folded from its stream. `disposedAt` and `closedAt` are different facts. */
export interface Ticket {
  readonly source: string;
  readonly sourceId: string;
  readonly status: TicketStatus;
  readonly reportedAt: Instant;
  readonly disposedAt: Instant | null;
  readonly closedAt: Instant | null;
  /** The version of the source's record that was applied last. */
  readonly sourceUpdatedAt: Instant;
  readonly facts: TicketFacts;
  readonly flags: readonly TicketFlag[];
}

/** A ticket is open until it is closed: a disposed one still waits for its check. */
export const isOpen = (ticket: Pick<Ticket, 'status'>): boolean => ticket.status !== 'closed';

/** When the unit's work ended: disposal, or closing where a source knows no disposal. */
export const finishedAt = (ticket: Pick<Ticket, 'disposedAt' | 'closedAt'>): Instant | null =>
  ticket.disposedAt ?? ticket.closedAt;
