import {
  evolveTicket,
  nextTimeBandAt,
  NO_TRACE,
  timeBandAt,
  type Instant,
  type LogEvent,
  type Place,
  type RegionTree,
  type Ticket,
  type TicketEvent,
  type TicketId,
} from '@citybrain/domain';
import TinyQueue from 'tinyqueue';
import type { BreachBoard } from './breach-board.ts';
import type { ChangeRecord } from './change-record.ts';
import { HeldEntry, marksOf, untraced, type PackedTicket } from './held-entry.ts';
import type { HourCount, HourRing } from './hour-ring.ts';
import type { MeasureLedger } from './measure-ledger.ts';
import type { RegionCounters } from './region-counters.ts';
import { forgottenFrom } from './ticket-memory.ts';
import { TimedTickets, type Timed } from './timed-tickets.ts';
import { RepeatCounts, REPEATS_WITHIN_MS } from './repeat-counts.ts';
import { ScopeSets } from './scope-sets.ts';
import type { TicketBrief } from './ticket-brief.ts';
import { TicketCounts } from './ticket-counts.ts';
import type { HeldTicket } from './view.ts';
import type { WordCounts } from './word-counts.ts';

export interface TicketBoardOptions {
  readonly tree: RegionTree;
  readonly placeIndex: (place: Place) => number;
  readonly counters: RegionCounters;
  readonly hours: HourRing<HourCount>;
  readonly breaches: BreachBoard;
  readonly categories: WordCounts;
  readonly dispositions: WordCounts;
  readonly ledger: MeasureLedger;
  readonly changes: () => ChangeRecord;
}

interface Turn {
  readonly id: TicketId;
  readonly at: Instant;
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
  readonly #entries = new Map<TicketId, HeldEntry>();
  readonly #open: ScopeSets<TicketId>;
  /** When limits get into their next band, soonest first; those of tickets that finished or moved on are passed over. */
  readonly #turns = new TinyQueue<Turn>([], (a, b) => a.at - b.at);
  /** Ended tickets by when they are let go of, soonest first; one whose times were corrected is in it again. */
  readonly #ended = new TinyQueue<Ended>([], (a, b) => a.until - b.until);
  /** By region: entries share them. */
  readonly #paths: (readonly number[] | undefined)[] = [];
  /** Timed tickets of a snapshot, until all are there. */
  readonly #restored: Timed[] = [];
  readonly timed = new TimedTickets();
  readonly repeats = new RepeatCounts();

  constructor(options: TicketBoardOptions) {
    this.#options = options;
    this.#open = new ScopeSets(options.tree);
    this.#counts = new TicketCounts(options);
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

  *allOpen(): Generator<HeldEntry> {
    for (const entry of this.#entries.values()) if (entry.isOpen) yield entry;
  }

  /** Undefined when the ticket was closed so long ago that it is no longer held. */
  apply(id: TicketId, event: LogEvent<TicketEvent>, asOf: Instant, isToday: IsToday): HeldTicket | undefined {
    this.#forgetBefore(event.recordedAt);
    const known = this.#entries.get(id);
    if (!known && event.type !== 'TicketReported') return undefined;
    const ticket = withoutBulk(evolveTicket(known?.ticket ?? null, event));
    const regionIndex = this.#options.placeIndex(ticket.facts.place);
    const place = { id, regionIndex, path: this.#pathUp(regionIndex) };
    const entry = new HeldEntry(place, marksOf(ticket), untraced(ticket), asOf);
    if (known) this.#leave(known, isToday);
    this.#enter(entry, isToday);
    if (!known || known.runsOutAt !== entry.runsOutAt) this.#awaitTurn(entry, asOf);
    this.timed.put(id, ticket);
    this.repeats.put(entry, known);
    entry.trace = this.#options.ledger.apply(known ?? UNKNOWN, event, entry);
    this.#noteMove(id, known, entry);
    return entry;
  }

  /** What is held, as it is now. */
  capture(): readonly HeldEntry[] {
    return [...this.#entries.values()];
  }

  /** Takes up a ticket of a snapshot of the same as-of; what it counts is restored elsewhere. */
  restore(brief: TicketBrief, packed: PackedTicket, asOf: Instant): void {
    const { id, regionIndex } = brief;
    const entry = new HeldEntry({ id, regionIndex, path: this.#pathUp(regionIndex) }, brief, packed, asOf);
    this.#entries.set(id, entry);
    if (brief.isOpen) this.#open.add(regionIndex, id);
    if (brief.until !== null) this.#ended.push({ id, until: brief.until });
    this.#awaitTurn(entry, asOf);
    if (brief.brokeAt !== null) this.#options.breaches.restoreTicket({ id, brokeAt: brief.brokeAt });
    if (brief.timedAt !== null) this.#restored.push({ id, at: brief.timedAt });
    if (brief.repeats !== null && brief.reportedAt > asOf - REPEATS_WITHIN_MS) {
      this.repeats.restore(id, regionIndex, brief.repeats, brief.reportedAt);
    }
    this.#options.ledger.restoreStanding(entry, brief.standings, brief.standingAt);
  }

  /** All tickets of the snapshot are taken up. */
  endRestore(asOf: Instant): void {
    this.timed.restore(this.#restored.splice(0), asOf);
  }

  /** Counts limits where they stand by `asOf`; work goes with those that got into another band, not with what is open. */
  turn(asOf: Instant): void {
    for (let next = this.#turns.peek(); next && next.at < asOf; next = this.#turns.peek()) {
      this.#turns.pop();
      const entry = this.#entries.get(next.id);
      const timeBand = timeBandAt(entry?.runsOutAt ?? null, asOf);
      if (!entry || entry.timeBand === timeBand) continue;
      this.#counts.addTime(entry, -1);
      entry.timeBand = timeBand;
      this.#counts.addTime(entry, 1);
      this.#awaitTurn(entry, asOf);
      this.#options.changes().touch(entry.path);
      if (entry.isOverdue) this.#noteMove(entry.id, entry, entry);
    }
  }

  /** A civil day began: today's counts start over. */
  startDay(isToday: IsToday): void {
    this.#options.categories.forgetToday();
    this.#options.dispositions.forgetToday();
    for (const entry of this.#entries.values()) {
      if (!isToday(entry.reportedAt)) continue;
      for (const region of entry.path) this.#counts.addToday(entry.ticket, region, 1);
    }
  }

  #forgetBefore(before: number): void {
    for (let next = this.#ended.peek(); next && next.until < before; next = this.#ended.peek()) {
      this.#ended.pop();
      const entry = this.#entries.get(next.id);
      if (!entry || entry.isOpen || forgottenFrom(entry.ticket) >= before) continue;
      this.#entries.delete(next.id);
      this.timed.forget(next.id);
    }
  }

  #awaitTurn({ id, runsOutAt }: HeldEntry, asOf: Instant): void {
    const at = nextTimeBandAt(runsOutAt, asOf);
    if (at !== null) this.#turns.push({ id, at });
  }

  #pathUp(regionIndex: number): readonly number[] {
    if (regionIndex < 0) return NOWHERE;
    return (this.#paths[regionIndex] ??= this.#options.tree.pathUp(regionIndex));
  }

  #enter(entry: HeldEntry, isToday: IsToday): void {
    this.#counts.add(entry, 1, isToday(entry.reportedAt));
    this.#entries.set(entry.id, entry);
    if (entry.isOpen) this.#open.add(entry.regionIndex, entry.id);
    else this.#ended.push({ id: entry.id, until: forgottenFrom(entry.ticket) });
  }

  #leave(entry: HeldEntry, isToday: IsToday): void {
    this.#counts.add(entry, -1, isToday(entry.reportedAt));
    this.#open.delete(entry.regionIndex, entry.id);
  }

  #noteMove(id: TicketId, known: HeldEntry | undefined, entry: HeldEntry): void {
    const changes = this.#options.changes();
    const from = known?.isOpen ? known.regionIndex : -1;
    const to = entry.isOpen ? entry.regionIndex : -1;
    changes.move(changes.tickets, id, from, to);
    if (known && known.regionIndex !== entry.regionIndex) changes.touch(known.path);
  }
}

const NOWHERE: readonly number[] = [];
const UNKNOWN = { ticket: null, trace: NO_TRACE };

/** Long texts and labels stay in the store. */
const withoutBulk = (ticket: Ticket): Ticket =>
  ticket.facts.text === null && Object.keys(ticket.facts.labels).length === 0
    ? ticket
    : { ...ticket, facts: { ...ticket.facts, text: null, labels: {} } };
