import type { Instant } from './instant.ts';
import type { TicketFacts, TicketFlag } from './ticket.ts';

interface TicketEventShape<Type extends string, Data> {
  readonly type: Type;
  readonly typeVersion: 1;
  readonly happenedAt: Instant;
  readonly data: Data & { readonly sourceUpdatedAt: Instant };
}

export type TicketReported = TicketEventShape<
  'TicketReported',
  {
    readonly source: string;
    readonly sourceId: string;
    readonly facts: TicketFacts;
    readonly flags: readonly TicketFlag[];
  }
>;

/**
 * `changes` holds the facts that differ; `reportedAt` when the source corrected it;
 * `disposedAt` is null when the source takes a disposal back.
 */
export type TicketUpdated = TicketEventShape<
  'TicketUpdated',
  {
    readonly changes: Partial<TicketFacts>;
    readonly flags: readonly TicketFlag[];
    readonly reportedAt?: Instant;
    readonly disposedAt?: null;
  }
>;

export type TicketDisposed = TicketEventShape<'TicketDisposed', object>;
export type TicketClosed = TicketEventShape<'TicketClosed', object>;

export type TicketEvent = TicketReported | TicketUpdated | TicketDisposed | TicketClosed;
