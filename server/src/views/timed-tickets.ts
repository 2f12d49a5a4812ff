import { nextTimeOf, type Instant, type Ticket, type TicketId } from '@citybrain/domain';
import TinyQueue from 'tinyqueue';

interface Timed {
  readonly id: TicketId;
  readonly at: Instant;
}

/**
 * When each ticket wants the timer to look at it, soonest first. What has come is
 * ripe until an entry of the log says that it was dealt with: whichever server
 * holds the duty finds it, also one that takes over late. Work goes with what
 * changed and what ripened.
 */
export class TimedTickets {
  readonly #nextAt = new Map<TicketId, Instant>();
  /** An entry that is not the ticket's present one is passed over. */
  readonly #queue = new TinyQueue<Timed>([], (a, b) => a.at - b.at);
  readonly #ripe = new Set<TicketId>();

  /** The ticket as it is now. */
  put(id: TicketId, ticket: Ticket): void {
    const at = nextTimeOf(ticket);
    if (at === (this.#nextAt.get(id) ?? null)) return;
    this.#ripe.delete(id);
    if (at === null) {
      this.#nextAt.delete(id);
      return;
    }
    this.#nextAt.set(id, at);
    this.#queue.push({ id, at });
  }

  forget(id: TicketId): void {
    this.#nextAt.delete(id);
    this.#ripe.delete(id);
  }

  /** Moves time on. */
  advance(asOf: Instant): void {
    for (let next = this.#queue.peek(); next && next.at < asOf; next = this.#queue.peek()) {
      this.#queue.pop();
      if (this.#nextAt.get(next.id) === next.at) this.#ripe.add(next.id);
    }
  }

  /** Tickets whose time has come, at most `limit`. */
  *ripe(limit: number): Generator<TicketId> {
    let count = 0;
    for (const id of this.#ripe) {
      if (count >= limit) return;
      count += 1;
      yield id;
    }
  }

  get waiting(): number {
    return this.#nextAt.size;
  }
}
