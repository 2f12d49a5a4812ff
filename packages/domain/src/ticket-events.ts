import type { Instant } from './instant.ts';
import type { UnitId } from './organisation/unit.ts';
import type { TicketFacts, TicketFlag, SourceStatus } from './ticket.ts';
import type { LifeData, LifeEventOf, TicketLifeEvent } from './ticket-life/life-events.ts';

interface SourceEventOf<Type extends string, Data> {
  readonly type: Type;
  readonly typeVersion: 1;
  readonly happenedAt: Instant;
  readonly data: Data & { readonly sourceUpdatedAt: Instant };
}

/** `life` when somebody reported it here: then it is led here from its beginning. */
export type TicketReported = SourceEventOf<
  'TicketReported',
  {
    readonly source: string;
    readonly sourceId: string;
    readonly facts: TicketFacts;
    readonly flags: readonly TicketFlag[];
    readonly life?: LifeData & { readonly isPatrol: boolean; readonly centre: UnitId | null };
  }
>;

/**
 * `changes` holds the facts that differ; `reportedAt` when the source corrected it;
 * `disposedAt` is null when the source takes a disposal back. `sourceStatus`: what
 * the source says of a ticket that is led here, which moves nothing.
 */
export type TicketUpdated = SourceEventOf<
  'TicketUpdated',
  {
    readonly changes: Partial<TicketFacts>;
    readonly flags: readonly TicketFlag[];
    readonly reportedAt?: Instant;
    readonly disposedAt?: null;
    readonly sourceStatus?: SourceStatus;
  }
>;

/** The source says that its work is done, or the unit here does (`by`). */
export type TicketDisposed =
  SourceEventOf<'TicketDisposed', object> | LifeEventOf<'TicketDisposed', { readonly evidence: readonly string[] }>;
export type TicketClosed = SourceEventOf<'TicketClosed', object> | LifeEventOf<'TicketClosed'>;

export type TicketEvent = TicketReported | TicketUpdated | TicketDisposed | TicketClosed | TicketLifeEvent;
