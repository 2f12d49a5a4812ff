import { streamId, type RegionId, type Ticket, type TicketId } from '@citybrain/domain';
import type { TicketHistoryEntry } from '@citybrain/protocol';
import { historyEntry } from './history-entry.ts';
import type { Database } from '../log/database.ts';
import type { EventLog } from '../log/event-log.ts';
import { ticketFromRow, type TicketTableRow } from '../log/ticket-table.ts';

export interface FinishedTicket {
  readonly id: TicketId;
  readonly ticket: Ticket;
}

/** A page of finished tickets, newest first. */
export interface FinishedTickets {
  readonly tickets: readonly FinishedTicket[];
  /** Where the next page starts; null: there is none. */
  readonly next: { readonly closedAt: number; readonly id: string } | null;
}

/**
 * A rough description of the places that can count in a region, whatever tree
 * they were found in: each is stored with one of `regionIds`, or with a
 * statistical code that starts with one of `codePrefixes`, or has its point in `box`.
 */
export interface PlaceBounds {
  readonly regionIds: readonly RegionId[];
  readonly codePrefixes: readonly string[];
  /** `[west, south, east, north]`; null: no shape is known. */
  readonly box: readonly [number, number, number, number] | null;
}

/** Where finished tickets are looked for. */
export interface FinishedWithin {
  /** What the store can test, wider than `counts`; null: anywhere. */
  readonly bounds: PlaceBounds | null;
  /** Whether a ticket counts there, by the tree in force: its stored region may be one of an earlier tree. */
  readonly counts: (ticket: Ticket) => boolean;
}

const MIN_ROWS = 200;

/** Only the index is read until the page is found. */
const CLOSED_WITHIN = `
  SELECT tickets.* FROM tickets JOIN (
    SELECT id, closed_at FROM tickets
    WHERE closed_at IS NOT NULL AND ($2::timestamptz IS NULL OR (closed_at, id) < ($2, $3))
      AND ($4::text[] IS NULL OR region_id = ANY($4) OR region_id LIKE ANY($5::text[])
        OR (lon BETWEEN $6 AND $8 AND lat BETWEEN $7 AND $9))
    ORDER BY closed_at DESC, id DESC LIMIT $1
  ) page USING (id)
  ORDER BY page.closed_at DESC, page.id DESC`;

/** Reads tickets of the past from the query tables and the log. */
export class TicketHistory {
  readonly #database: Database;
  readonly #log: EventLog;

  constructor(database: Database, log: EventLog) {
    this.#database = database;
    this.#log = log;
  }

  async find(id: TicketId): Promise<{ readonly ticket: Ticket; readonly version: number } | null> {
    const [row] = await this.#database.query<TicketTableRow>('SELECT * FROM tickets WHERE id = $1', [id]);
    return row ? { ticket: ticketFromRow(row), version: row.version } : null;
  }

  async entriesOf(id: TicketId): Promise<TicketHistoryEntry[]> {
    const events = await this.#log.readStream(streamId('ticket', id));
    return events.map((event) => historyEntry(event));
  }

  /** Closed tickets that count `within`, after `from` if given. */
  async closed(within: FinishedWithin, limit: number, from: FinishedTickets['next']): Promise<FinishedTickets> {
    const tickets: FinishedTicket[] = [];
    const size = Math.max(limit + 1, MIN_ROWS);
    let after = from;
    for (let isMore = true; isMore && tickets.length <= limit;) {
      const rows = await this.#closedRows(within.bounds, size, after);
      const found = rows.map((row) => ({ id: row.id as TicketId, ticket: ticketFromRow(row) }));
      tickets.push(...found.filter(({ ticket }) => within.counts(ticket)));
      after = placeOf(found.at(-1));
      isMore = rows.length === size;
    }
    const page = tickets.slice(0, limit);
    return { tickets: page, next: tickets.length > limit ? placeOf(page.at(-1)) : null };
  }

  #closedRows(
    bounds: PlaceBounds | null,
    limit: number,
    after: FinishedTickets['next'],
  ): Promise<readonly TicketTableRow[]> {
    return this.#database.query<TicketTableRow>(CLOSED_WITHIN, [
      limit,
      after ? new Date(after.closedAt).toISOString() : null,
      after?.id ?? null,
      bounds?.regionIds ?? null,
      bounds?.codePrefixes.map((prefix) => `nbs:${prefix}%`) ?? null,
      ...(bounds?.box ?? [null, null, null, null]),
    ]);
  }
}

const placeOf = (last: FinishedTicket | undefined): FinishedTickets['next'] =>
  last?.ticket.closedAt == null ? null : { closedAt: last.ticket.closedAt, id: last.id };
