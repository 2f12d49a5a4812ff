import { categoryGroupOf, countsAsLate, finishedAt, isAwaitingCheck, isOpen, type Ticket } from '@citybrain/domain';
import type { HourRing } from './hour-ring.ts';
import type { RegionCounters } from './region-counters.ts';
import type { WordCounts } from './word-counts.ts';

/** The word for tickets without a category or disposition. */
export const NO_WORD = '';

/** Where a ticket counts, and whether it stands as overdue. */
export interface TicketStanding {
  readonly ticket: Ticket;
  /** The region and its ancestors, deepest first. */
  readonly path: readonly number[];
  readonly isOverdue: boolean;
}

/** All counts that tickets make. What a ticket contributes is a function of its standing, added once and taken back once. */
export class TicketCounts {
  readonly #counters: RegionCounters;
  readonly #hours: HourRing;
  readonly #categories: WordCounts;
  readonly #dispositions: WordCounts;

  constructor(counters: RegionCounters, hours: HourRing, categories: WordCounts, dispositions: WordCounts) {
    this.#counters = counters;
    this.#hours = hours;
    this.#categories = categories;
    this.#dispositions = dispositions;
  }

  /** @param by 1 to add, -1 to take back; `isToday` tells whether a report belongs to the running day. */
  add(standing: TicketStanding, by: 1 | -1, isToday: boolean): void {
    const { ticket, path } = standing;
    const here = path[0];
    if (here !== undefined && isOpen(ticket)) {
      this.#counters.add('openHere', here, by);
      if (hasNoPlace(ticket)) this.#counters.add('unplacedHere', here, by);
    }
    for (const region of path) {
      this.#addOpen(standing, region, by);
      this.#addHours(ticket, region, by);
      if (isToday) this.addToday(ticket, region, by);
    }
  }

  addToday(ticket: Ticket, region: number, by: number): void {
    this.#categories.addToday(region, categoryWord(ticket), by);
    this.#dispositions.addToday(region, ticket.facts.disposition ?? NO_WORD, by);
  }

  #addOpen({ ticket, isOverdue }: TicketStanding, region: number, by: number): void {
    if (!isOpen(ticket)) return;
    this.#counters.add('open', region, by);
    if (isAwaitingCheck(ticket)) this.#counters.add('awaitingCheck', region, by);
    if (isOverdue) this.#counters.add('overdue', region, by);
    if (hasNoPlace(ticket)) this.#counters.add('unplaced', region, by);
    this.#categories.addOpen(region, categoryWord(ticket), by);
    this.#dispositions.addOpen(region, ticket.facts.disposition ?? NO_WORD, by);
  }

  #addHours(ticket: Ticket, region: number, by: number): void {
    const finished = finishedAt(ticket);
    this.#hours.add('reported', region, ticket.reportedAt, by);
    if (ticket.disposedAt !== null) this.#hours.add('disposed', region, ticket.disposedAt, by);
    if (ticket.status === 'closed' && ticket.closedAt !== null) this.#hours.add('closed', region, ticket.closedAt, by);
    if (finished === null) return;
    this.#hours.add('finished', region, finished, by);
    if (ticket.facts.dueAt === null) return;
    this.#hours.add('timed', region, finished, by);
    if (!countsAsLate(ticket, finished)) this.#hours.add('onTime', region, finished, by);
  }
}

const hasNoPlace = (ticket: Ticket): boolean =>
  ticket.facts.place.source === 'none' || ticket.facts.place.source === 'outside';

const categoryWord = (ticket: Ticket): string =>
  ticket.facts.category === null ? NO_WORD : categoryGroupOf(ticket.facts.category);
