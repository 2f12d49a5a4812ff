import type { TicketId } from '@citybrain/domain';
import { MAX_TICKET_ROWS, type TicketRow } from '@citybrain/protocol';
import { maskTicketRow } from '../access/masking.ts';
import type { HeldTicket } from '../views/view.ts';
import type { Change, TopicContent, TopicContext } from './topic-content.ts';
import { ticketRow } from './topic-rows.ts';

/**
 * Open tickets, at most `maxRows`: the newest when the topic was opened, and all
 * that came or changed since, which push out what was there longest. Filled up
 * again when a tenth of the rows is free.
 */
export class TicketsContent implements TopicContent {
  readonly #context: TopicContext;
  readonly #maxRows: number;
  readonly #touched = new Set<TicketId>();
  /** The next to be pushed out comes first. */
  #held = new Set<TicketId>();

  constructor(context: TopicContext, maxRows = MAX_TICKET_ROWS) {
    this.#context = context;
    this.#maxRows = maxRows;
    this.#fill();
  }

  note(id: unknown): void {
    this.#touched.add(id as TicketId);
  }

  takeChange(): Change | null {
    if (this.#touched.size === 0) return null;
    const put = new Map<TicketId, TicketRow>();
    const gone: TicketId[] = [];
    for (const id of this.#touched) {
      const ticket = this.#find(id);
      if (ticket) {
        this.#held.add(id);
        put.set(id, this.#rowOf(ticket));
      } else if (this.#held.delete(id)) gone.push(id);
    }
    this.#touched.clear();
    for (const oldest of this.#held) {
      if (this.#held.size <= this.#maxRows) break;
      this.#held.delete(oldest);
      put.delete(oldest);
      gone.push(oldest);
    }
    if (this.#held.size < Math.min(this.#total(), this.#maxRows * 0.9)) {
      for (const ticket of this.#fill()) put.set(ticket.id, this.#rowOf(ticket));
    }
    return { put: [...put.values()], gone, total: this.#total() };
  }

  snapshot(): Change {
    const put = [...this.#held].map((id) => this.#find(id)).filter((ticket) => ticket !== undefined);
    return { put: put.map((ticket) => this.#rowOf(ticket)), gone: [], total: this.#total() };
  }

  /** Takes in the newest that are not held, up to the limit; answers them. */
  #fill(): HeldTicket[] {
    const { picture, region } = this.#context;
    const missing = [...picture.openTickets(region)].filter(({ id }) => !this.#held.has(id));
    missing.sort((a, b) => b.ticket.reportedAt - a.ticket.reportedAt);
    const added = missing.slice(0, this.#maxRows - this.#held.size).reverse();
    this.#held = new Set([...added.map(({ id }) => id), ...this.#held]);
    return added;
  }

  #rowOf(ticket: HeldTicket): TicketRow {
    const { tree, level } = this.#context;
    return maskTicketRow(ticketRow(ticket, tree), level, (region) => tree.find(region)?.labelPoint ?? null);
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
