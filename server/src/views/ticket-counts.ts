import {
  brokenLimitAt,
  categoryGroupOf,
  countsAsLate,
  finishedAt,
  isAwaitingCheck,
  isOpen,
  LATE,
  type Ticket,
  type TicketId,
  type TimeBandIndex,
} from '@citybrain/domain';
import type { BreachBoard } from './breach-board.ts';
import type { HourCount, HourRing } from './hour-ring.ts';
import { TIME_BAND_COUNTS, type RegionCounters } from './region-counters.ts';
import type { WordCounts } from './word-counts.ts';

/** The word for tickets without a category or disposition. */
export const NO_WORD = '';

/** Where a ticket counts, and how its limit stands. */
export interface TicketStanding {
  readonly id: TicketId;
  readonly ticket: Ticket;
  /** The region and its ancestors, deepest first. */
  readonly path: readonly number[];
  readonly timeBand: TimeBandIndex;
}

export interface TicketCountsParts {
  readonly counters: RegionCounters;
  readonly hours: HourRing<HourCount>;
  readonly breaches: BreachBoard;
  readonly categories: WordCounts;
  readonly dispositions: WordCounts;
}

/** All counts that tickets make. What a ticket contributes is a function of its standing, added once and taken back once. */
export class TicketCounts {
  readonly #parts: TicketCountsParts;

  constructor(parts: TicketCountsParts) {
    this.#parts = parts;
  }

  /** @param by 1 to add, -1 to take back; `isToday` tells whether a report belongs to the running day. */
  add(standing: TicketStanding, by: 1 | -1, isToday: boolean): void {
    const { ticket, path } = standing;
    const here = path[0];
    if (here !== undefined && isOpen(ticket)) {
      this.#parts.counters.add('openHere', here, by);
      if (hasNoPlace(ticket)) this.#parts.counters.add('unplacedHere', here, by);
    }
    for (const region of path) {
      this.#addOpen(standing, region, by);
      this.#addHours(ticket, region, by);
      if (isToday) this.addToday(ticket, region, by);
    }
    this.addTime(standing, by);
  }

  /** What depends on the time that is left alone: it is all that changes when time passes. */
  addTime(standing: TicketStanding, by: 1 | -1): void {
    const { id, ticket, path, timeBand } = standing;
    const count = TIME_BAND_COUNTS[timeBand];
    const brokeAt = brokenLimitAt(ticket, timeBand === LATE);
    const lateWord = timeBand === LATE ? categoryWord(ticket) : null;
    if (brokeAt !== null) this.#parts.breaches[by > 0 ? 'add' : 'delete']({ id, path, brokeAt });
    for (const region of path) {
      if (count) this.#parts.counters.add(count, region, by);
      if (lateWord !== null) this.#parts.categories.addLate(region, lateWord, by);
    }
  }

  addToday(ticket: Ticket, region: number, by: number): void {
    this.#parts.categories.addToday(region, categoryWord(ticket), by);
    this.#parts.dispositions.addToday(region, ticket.facts.disposition ?? NO_WORD, by);
  }

  #addOpen({ ticket }: TicketStanding, region: number, by: number): void {
    if (!isOpen(ticket)) return;
    this.#parts.counters.add('open', region, by);
    if (isAwaitingCheck(ticket)) this.#parts.counters.add('awaitingCheck', region, by);
    if (hasNoPlace(ticket)) this.#parts.counters.add('unplaced', region, by);
    this.#parts.categories.addOpen(region, categoryWord(ticket), by);
    this.#parts.dispositions.addOpen(region, ticket.facts.disposition ?? NO_WORD, by);
  }

  #addHours(ticket: Ticket, region: number, by: number): void {
    const finished = finishedAt(ticket);
    this.#parts.hours.add('reported', region, ticket.reportedAt, by);
    if (ticket.disposedAt !== null) this.#parts.hours.add('disposed', region, ticket.disposedAt, by);
    if (ticket.status === 'closed' && ticket.closedAt !== null)
      this.#parts.hours.add('closed', region, ticket.closedAt, by);
    if (finished === null) return;
    this.#parts.hours.add('finished', region, finished, by);
    if (ticket.facts.dueAt === null) return;
    this.#parts.hours.add('timed', region, finished, by);
    if (!countsAsLate(ticket, finished)) this.#parts.hours.add('onTime', region, finished, by);
  }
}

const hasNoPlace = (ticket: Ticket): boolean =>
  ticket.facts.place.source === 'none' || ticket.facts.place.source === 'outside';

const categoryWord = (ticket: Ticket): string =>
  ticket.facts.category === null ? NO_WORD : categoryGroupOf(ticket.facts.category);
