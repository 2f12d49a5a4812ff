import { isUnfinished, type RegionId, type Ticket, type TicketId } from '@citybrain/domain';
import { MAX_TICKET_ROWS, type TicketRow } from '@citybrain/protocol';
import { maskTicketRow } from '../access/masking.ts';
import type { HeldTicket } from '../views/view.ts';
import type { Change, TopicContent, TopicContext } from './topic-content.ts';
import { ticketRow } from './topic-rows.ts';

/**
 * Open tickets, at most `maxRows`: the newest tenth and the most pressing. What
 * comes, changes or falls overdue is taken in, and what is neither new nor
 * pressing gives way. Chosen anew from all when a tenth of the rows is free.
 */
export class TicketsContent implements TopicContent {
  readonly #context: TopicContext;
  readonly #maxRows: number;
  readonly #touched = new Set<TicketId>();
  #held: Set<TicketId>;

  constructor(context: TopicContext, maxRows = MAX_TICKET_ROWS) {
    this.#context = context;
    this.#maxRows = maxRows;
    this.#held = this.#choose(this.#all());
  }

  note(id: unknown): void {
    this.#touched.add(id as TicketId);
  }

  takeChange(): Change | null {
    if (this.#touched.size === 0) return null;
    const put = new Set<TicketId>();
    const gone = new Set<TicketId>();
    for (const id of this.#touched) {
      if (this.#find(id)) {
        this.#held.add(id);
        put.add(id);
      } else if (this.#held.delete(id)) gone.add(id);
    }
    this.#touched.clear();
    const isOver = this.#held.size > this.#maxRows;
    if (isOver || this.#held.size < Math.min(this.#total(), this.#maxRows * 0.9)) {
      const chosen = this.#choose(isOver ? this.#found(this.#held) : this.#all());
      for (const id of chosen) if (!this.#held.has(id)) put.add(id);
      for (const id of this.#held) {
        if (chosen.has(id)) continue;
        put.delete(id);
        gone.add(id);
      }
      this.#held = chosen;
    }
    return { put: this.#rows(put), gone: [...gone], total: this.#total() };
  }

  snapshot(): Change {
    return { put: this.#rows(this.#held), gone: [], total: this.#total() };
  }

  /** The newest tenth of the rows, then what presses most. */
  #choose(tickets: HeldTicket[]): Set<TicketId> {
    if (tickets.length > this.#maxRows) {
      tickets.sort(byNewest);
      const newest = tickets.splice(0, Math.ceil(this.#maxRows / 10));
      tickets.sort(byPressure);
      tickets = [...newest, ...tickets.slice(0, this.#maxRows - newest.length)];
    }
    return new Set(tickets.map(({ id }) => id));
  }

  #all(): HeldTicket[] {
    return [...this.#context.picture.openTickets(this.#context.region)];
  }

  #found(ids: Iterable<TicketId>): HeldTicket[] {
    return [...ids].map((id) => this.#find(id)).filter((ticket) => ticket !== undefined);
  }

  #rows(ids: Iterable<TicketId>): TicketRow[] {
    const { tree, level } = this.#context;
    const labelPointOf = (id: RegionId): TicketRow['point'] => tree.find(id)?.labelPoint ?? null;
    return this.#found(ids).map((ticket) => maskTicketRow(ticketRow(ticket, tree), level, labelPointOf));
  }

  #total(): number {
    return this.#context.picture.openCount(this.#context.region);
  }

  #find(id: TicketId): HeldTicket | undefined {
    const { picture, tree, region } = this.#context;
    const ticket = picture.openTicket(id);
    return ticket && tree.isWithin(ticket.regionIndex, region) ? ticket : undefined;
  }
}

const byNewest = (a: HeldTicket, b: HeldTicket): number => b.ticket.reportedAt - a.ticket.reportedAt;

/** By target, so the overdue come first, whatever the time; then the newest. */
function byPressure(a: HeldTicket, b: HeldTicket): number {
  const [dueA, dueB] = [dueOf(a.ticket), dueOf(b.ticket)];
  return dueA === dueB ? byNewest(a, b) : dueA - dueB;
}

/** A target that nobody works towards any more presses no one. */
const dueOf = (ticket: Ticket): number =>
  isUnfinished(ticket) && ticket.facts.dueAt !== null ? ticket.facts.dueAt : Number.POSITIVE_INFINITY;
