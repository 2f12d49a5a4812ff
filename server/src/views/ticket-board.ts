import {
  evolveTicket,
  isOpen,
  isUnfinished,
  type Instant,
  type LogEvent,
  type Place,
  type RegionTree,
  type Ticket,
  type TicketEvent,
  type TicketId,
} from '@citybrain/domain';
import TinyQueue from 'tinyqueue';
import type { ChangeRecord } from './change-record.ts';
import type { HourRing } from './hour-ring.ts';
import type { MeasureLedger } from './measure-ledger.ts';
import type { RegionCounters } from './region-counters.ts';
import { forgottenFrom } from './ticket-memory.ts';
import { TimedTickets } from './timed-tickets.ts';
import { RepeatCounts } from './repeat-counts.ts';
import { ScopeSets } from './scope-sets.ts';
import { TicketCounts } from './ticket-counts.ts';
import type { HeldTicket } from './view.ts';
import type { WordCounts } from './word-counts.ts';

export interface TicketBoardOptions {
  readonly tree: RegionTree;
  readonly placeIndex: (place: Place) => number;
  readonly counters: RegionCounters;
  readonly hours: HourRing;
  readonly categories: WordCounts;
  readonly dispositions: WordCounts;
  readonly ledger: MeasureLedger;
  readonly changes: () => ChangeRecord;
}

interface Entry {
  readonly id: TicketId;
  ticket: Ticket;
  regionIndex: number;
  path: readonly number[];
  isOverdue: boolean;
}

interface Due {
  readonly id: TicketId;
  readonly dueAt: Instant;
}

interface Ended {
  readonly id: TicketId;
  readonly until: Instant;
}

type IsToday = (at: Instant) => boolean;

/**
 * Tickets that are open or ended lately, and the counts they make. An ended one is
 * let go of by the log's own time ({@link forgottenFrom}), so that a rebuilt picture
 * lets go of the same at the same entry.
 */
export class TicketBoard {
  readonly #options: TicketBoardOptions;
  readonly #counts: TicketCounts;
  readonly #entries = new Map<TicketId, Entry>();
  readonly #open: ScopeSets<TicketId>;
  /** Targets to come, soonest first; entries of tickets that finished or moved on are passed over. */
  readonly #due = new TinyQueue<Due>([], (a, b) => a.dueAt - b.dueAt);
  /** Ended tickets by when they are let go of, soonest first; one whose times were corrected is in it again. */
  readonly #ended = new TinyQueue<Ended>([], (a, b) => a.until - b.until);
  readonly timed = new TimedTickets();
  readonly repeats = new RepeatCounts();

  constructor(options: TicketBoardOptions) {
    this.#options = options;
    this.#open = new ScopeSets(options.tree);
    this.#counts = new TicketCounts(options.counters, options.hours, options.categories, options.dispositions);
  }

  find(id: TicketId): HeldTicket | undefined {
    return this.#entries.get(id);
  }

  *openWithin(region: number): Generator<HeldTicket> {
    for (const id of this.#open.within(region)) {
      const entry = this.#entries.get(id);
      if (entry) yield entry;
    }
  }

  *allOpen(): Generator<HeldTicket> {
    for (const entry of this.#entries.values()) if (isOpen(entry.ticket)) yield entry;
  }

  /** Undefined when the ticket was closed so long ago that it is no longer held. */
  apply(id: TicketId, event: LogEvent<TicketEvent>, asOf: Instant, isToday: IsToday): HeldTicket | undefined {
    this.#forgetBefore(event.recordedAt);
    const known = this.#entries.get(id);
    if (!known && event.type !== 'TicketReported') return undefined;
    const ticket = withoutBulk(evolveTicket(known?.ticket ?? null, event));
    const regionIndex = this.#options.placeIndex(ticket.facts.place);
    const entry: Entry = {
      id,
      ticket,
      regionIndex,
      path: known?.regionIndex === regionIndex ? known.path : this.#options.tree.pathUp(regionIndex),
      isOverdue: isOverdueAt(ticket, asOf),
    };
    if (known) this.#leave(known, isToday);
    this.#enter(entry, isToday);
    const { dueAt } = ticket.facts;
    if (dueAt !== null && dueAt !== known?.ticket.facts.dueAt && !entry.isOverdue && isUnfinished(ticket)) {
      this.#due.push({ id, dueAt });
    }
    this.timed.put(id, ticket);
    this.repeats.put(entry, known);
    this.#options.ledger.apply(id, known?.ticket ?? null, event, ticket, entry);
    this.#noteMove(id, known, entry);
    return entry;
  }

  /** Counts as overdue what passed its target by `asOf`; work goes with what passed, not with what is open. */
  markOverdue(asOf: Instant, isToday: IsToday): void {
    for (let next = this.#due.peek(); next && next.dueAt < asOf; next = this.#due.peek()) {
      this.#due.pop();
      const entry = this.#entries.get(next.id);
      if (!entry || entry.isOverdue || !isOverdueAt(entry.ticket, asOf)) continue;
      this.#leave(entry, isToday);
      entry.isOverdue = true;
      this.#enter(entry, isToday);
      this.#options.changes().touch(entry.path);
      this.#noteMove(entry.id, entry, entry);
    }
  }

  /** A civil day began: today's counts start over. */
  startDay(isToday: IsToday): void {
    this.#options.categories.forgetToday();
    this.#options.dispositions.forgetToday();
    for (const { ticket, path } of this.#entries.values()) {
      if (!isToday(ticket.reportedAt)) continue;
      for (const region of path) this.#counts.addToday(ticket, region, 1);
    }
  }

  #forgetBefore(before: number): void {
    for (let next = this.#ended.peek(); next && next.until < before; next = this.#ended.peek()) {
      this.#ended.pop();
      const ticket = this.#entries.get(next.id)?.ticket;
      if (!ticket || isOpen(ticket) || forgottenFrom(ticket) >= before) continue;
      this.#entries.delete(next.id);
      this.timed.forget(next.id);
      this.#options.ledger.forget(next.id);
    }
  }

  #enter(entry: Entry, isToday: IsToday): void {
    this.#counts.add(entry, 1, isToday(entry.ticket.reportedAt));
    this.#entries.set(entry.id, entry);
    if (isOpen(entry.ticket)) this.#open.add(entry.regionIndex, entry.id);
    else this.#ended.push({ id: entry.id, until: forgottenFrom(entry.ticket) });
  }

  #leave(entry: Entry, isToday: IsToday): void {
    this.#counts.add(entry, -1, isToday(entry.ticket.reportedAt));
    this.#open.delete(entry.regionIndex, entry.id);
  }

  #noteMove(id: TicketId, known: Entry | undefined, entry: Entry): void {
    const changes = this.#options.changes();
    const from = known && isOpen(known.ticket) ? known.regionIndex : -1;
    const to = isOpen(entry.ticket) ? entry.regionIndex : -1;
    changes.move(changes.tickets, id, from, to);
    if (known && known.regionIndex !== entry.regionIndex) changes.touch(known.path);
  }
}

const isOverdueAt = (ticket: Ticket, asOf: Instant): boolean =>
  isUnfinished(ticket) && ticket.facts.dueAt !== null && ticket.facts.dueAt < asOf;

/** Long texts and labels stay in the store. */
const withoutBulk = (ticket: Ticket): Ticket =>
  ticket.facts.text === null && Object.keys(ticket.facts.labels).length === 0
    ? ticket
    : { ...ticket, facts: { ...ticket.facts, text: null, labels: {} } };
