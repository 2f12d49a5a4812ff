import { isUnfinished, type Instant, type Ticket, type TicketId } from '@citybrain/domain';
import { MAX_TICKET_ROWS, type TopicFilter, type TicketRow } from '@citybrain/protocol';
import type { HeldTicket } from '../views/view.ts';
import { passesFilter } from './passes-filter.ts';
import type { Change, TopicContent, TopicContext } from './topic-content.ts';

const CHOOSE_EVERY_MS = 10_000;

/**
 * Open tickets that pass a filter, at most `maxRows`: the newest tenth and the most
 * pressing. Where all fit, all are shown. Where they do not, what is shown changes at
 * once, and what came or fell overdue since is weighed against it every ten seconds of
 * the picture: no one reads faster, and a flood is not passed on. Chosen anew from all
 * when a tenth of the rows is free.
 */
export class TicketsContent implements TopicContent {
  readonly #context: TopicContext;
  readonly #filter: TopicFilter;
  readonly #maxRows: number;
  readonly #touched = new Set<TicketId>();
  /** All that pass; null where every ticket does, which the picture counts. */
  readonly #passing: Set<TicketId> | null;
  /** Touched and not shown, to be weighed at the next choice. */
  readonly #candidates = new Set<TicketId>();
  #chosenAt: Instant;
  /** What the frames so far add up to. */
  readonly #rows: Map<TicketId, TicketRow>;
  #total: number;

  constructor(context: TopicContext, filter: TopicFilter = 'all', maxRows = MAX_TICKET_ROWS) {
    this.#context = context;
    this.#filter = filter;
    this.#maxRows = maxRows;
    const all = this.#all();
    this.#passing = filter === 'all' ? null : new Set(all.map(({ id }) => id));
    this.#rows = new Map([...this.#choose(all)].map(([id, held]) => [id, this.#rowOf(held)]));
    this.#total = this.#count();
    this.#chosenAt = context.picture.asOf;
  }

  note(id: unknown): void {
    this.#touched.add(id as TicketId);
  }

  takeChange(): Change | null {
    if (this.#touched.size === 0) return null;
    const put = new Map<TicketId, TicketRow>();
    const gone = new Set<TicketId>();
    const hasRoom = this.#count() <= this.#maxRows;
    for (const id of this.#touched) this.#take(id, hasRoom, put, gone);
    this.#touched.clear();
    const totalBefore = this.#total;
    this.#total = this.#count();
    this.#weigh(hasRoom, put, gone);
    if (put.size === 0 && gone.size === 0 && this.#total === totalBefore) return null;
    return { put: [...put.values()], gone: [...gone], total: this.#total };
  }

  snapshot(): Change {
    return { put: [...this.#rows.values()], gone: [], total: this.#total };
  }

  #take(id: TicketId, hasRoom: boolean, put: Map<TicketId, TicketRow>, gone: Set<TicketId>): void {
    const held = this.#find(id);
    if (!held) {
      this.#passing?.delete(id);
      this.#candidates.delete(id);
      if (this.#rows.delete(id)) gone.add(id);
      return;
    }
    this.#passing?.add(id);
    if (hasRoom || this.#rows.has(id)) this.#put(held, put);
    else this.#candidates.add(id);
  }

  /** Chooses anew when it is time to. */
  #weigh(hasRoom: boolean, put: Map<TicketId, TicketRow>, gone: Set<TicketId>): void {
    const { asOf } = this.#context.picture;
    const isThin = this.#rows.size < Math.min(this.#total, this.#maxRows * 0.9);
    const isDue = !hasRoom && this.#candidates.size > 0 && asOf - this.#chosenAt >= CHOOSE_EVERY_MS;
    const isOver = this.#rows.size > this.#maxRows;
    if (!isThin && !isDue && !isOver) return;
    this.#chooseAgain(isThin ? this.#all() : this.#found(), put, gone);
    this.#candidates.clear();
    this.#chosenAt = asOf;
  }

  #put(held: HeldTicket, put: Map<TicketId, TicketRow>): void {
    const row = this.#rowOf(held);
    this.#rows.set(held.id, row);
    put.set(held.id, row);
  }

  #chooseAgain(tickets: HeldTicket[], put: Map<TicketId, TicketRow>, gone: Set<TicketId>): void {
    const chosen = this.#choose(tickets);
    for (const [id, held] of chosen) if (!this.#rows.has(id)) this.#put(held, put);
    for (const id of this.#rows.keys()) {
      if (chosen.has(id)) continue;
      this.#rows.delete(id);
      put.delete(id);
      gone.add(id);
    }
  }

  /** The newest tenth of the rows, then what presses most. */
  #choose(tickets: HeldTicket[]): Map<TicketId, HeldTicket> {
    if (tickets.length > this.#maxRows) {
      tickets.sort(byNewest);
      const newest = tickets.splice(0, Math.ceil(this.#maxRows / 10));
      tickets.sort(byPressure);
      tickets = [...newest, ...tickets.slice(0, this.#maxRows - newest.length)];
    }
    return new Map(tickets.map((held) => [held.id, held]));
  }

  #all(): HeldTicket[] {
    const { picture, region } = this.#context;
    return [...picture.openTickets(region)].filter((held) => passesFilter(held, this.#filter, picture.asOf));
  }

  #found(): HeldTicket[] {
    const ids = [...this.#rows.keys(), ...this.#candidates];
    return ids.map((id) => this.#find(id)).filter((held) => held !== undefined);
  }

  #rowOf(held: HeldTicket): TicketRow {
    return this.#context.rows.rowOf(held, this.#context.level);
  }

  #count(): number {
    return this.#passing?.size ?? this.#context.picture.openCount(this.#context.region);
  }

  #find(id: TicketId): HeldTicket | undefined {
    const { picture, tree, region } = this.#context;
    const held = picture.openTicket(id);
    if (!held || !tree.isWithin(held.regionIndex, region)) return undefined;
    return passesFilter(held, this.#filter, picture.asOf) ? held : undefined;
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
