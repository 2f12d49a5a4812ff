import { nextTimeOf, type Instant, type Ticket, type TicketId } from '@citybrain/domain';
import TinyQueue from 'tinyqueue';

/** A ticket, and when it wants to be looked at. */
export interface Timed {
  readonly id: TicketId;
  readonly at: Instant;
}

const sooner = (a: Timed, b: Timed): number => a.at - b.at;

/** Below this many entries a queue is not worth cleaning. */
const SMALL = 1_000;

/**
 * When each ticket wants the timer to look at it, soonest first. What has come is
 * ripe until an entry of the log says that it was dealt with: whichever server
 * holds the duty finds it, also one that takes over late. Work goes with what
 * changed and what ripened; memory with the tickets, not with their changes.
 */
export class TimedTickets {
  readonly #nextAt = new Map<TicketId, Instant>();
  /** An entry that is not the ticket's present one is passed over. */
  #queue = new TinyQueue<Timed>([], sooner);
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
    if (this.#queue.length > SMALL + 2 * this.#nextAt.size) this.#clean();
  }

  /** All at once into an empty one: when tickets of a snapshot want to be looked at. */
  restore(timed: readonly Timed[], asOf: Instant): void {
    for (const { id, at } of timed) this.#nextAt.set(id, at);
    for (const { id } of timed.filter(({ at }) => at < asOf).sort(sooner)) this.#ripe.add(id);
    this.#queue = new TinyQueue(
      timed.filter(({ at }) => at >= asOf),
      sooner,
    );
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

  /** Tickets whose time has come, in the order in which it came. */
  ripe(): Iterable<TicketId> {
    return this.#ripe;
  }

  /** Tickets whose time will come or has come. */
  get size(): number {
    return this.#nextAt.size;
  }

  /** Entries held, for whoever watches that they stay few. */
  get held(): number {
    return this.#queue.length + this.#ripe.size;
  }

  /** Leaves out the entries that would be passed over. */
  #clean(): void {
    const present: Timed[] = [];
    for (const [id, at] of this.#nextAt) if (!this.#ripe.has(id)) present.push({ id, at });
    this.#queue = new TinyQueue(present, sooner);
  }
}
