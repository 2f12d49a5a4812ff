import { isUnfinished, type Ticket, type TicketId } from '@citybrain/domain';
import { MAX_TICKET_ROWS, type TopicFilter, type TicketRow } from '@citybrain/protocol';
import type { HeldTicket } from '../views/view.ts';
import { passesFilter } from './passes-filter.ts';
import type { Change, TopicContent, TopicContext } from './topic-content.ts';

/**
 * Open tickets that pass a filter, at most `maxRows`: the newest tenth and the most
 * pressing. What comes, changes or falls overdue is taken in, and what is neither new
 * nor pressing gives way. Chosen anew from all when a tenth of the rows is free.
 */
export class TicketsContent implements TopicContent {
  readonly #context: TopicContext;
  readonly #filter: TopicFilter;
  readonly #maxRows: number;
  readonly #touched = new Set<TicketId>();
  /** All that pass; null where every ticket does, which the picture counts. */
  readonly #passing: Set<TicketId> | null;
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
  }

  note(id: unknown): void {
    this.#touched.add(id as TicketId);
  }

  takeChange(): Change | null {
    if (this.#touched.size === 0) return null;
    const put = new Map<TicketId, TicketRow>();
    const gone = new Set<TicketId>();
    for (const id of this.#touched) {
      const held = this.#find(id);
      if (held) {
        this.#passing?.add(id);
        this.#put(held, put);
      } else {
        this.#passing?.delete(id);
        if (this.#rows.delete(id)) gone.add(id);
      }
    }
    this.#touched.clear();
    const totalBefore = this.#total;
    this.#total = this.#count();
    const isOver = this.#rows.size > this.#maxRows;
    if (isOver || this.#rows.size < Math.min(this.#total, this.#maxRows * 0.9)) {
      this.#chooseAgain(isOver ? this.#found() : this.#all(), put, gone);
    }
    if (put.size === 0 && gone.size === 0 && this.#total === totalBefore) return null;
    return { put: [...put.values()], gone: [...gone], total: this.#total };
  }

  snapshot(): Change {
    return { put: [...this.#rows.values()], gone: [], total: this.#total };
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
    return [...this.#rows.keys()].map((id) => this.#find(id)).filter((held) => held !== undefined);
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
