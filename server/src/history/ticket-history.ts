import { instant, streamId, type RegionId, type Ticket, type TicketId } from '@citybrain/domain';
import type { TicketHistoryEntry } from '@citybrain/protocol';
import type { Database } from '../log/database.ts';
import type { EventLog } from '../log/event-log.ts';
import { ticketFromRow, type TicketTableRow } from '../log/ticket-table.ts';

/** A page of finished tickets, newest first. */
export interface FinishedTickets {
  readonly tickets: readonly { readonly id: TicketId; readonly ticket: Ticket }[];
  /** Where the next page starts; null: there is none. */
  readonly next: { readonly closedAt: number; readonly id: string } | null;
}

/** Reads tickets of the past from the query tables and the log. */
export class TicketHistory {
  readonly #database: Database;
  readonly #log: EventLog;

  constructor(database: Database, log: EventLog) {
    this.#database = database;
    this.#log = log;
  }

  async find(id: TicketId): Promise<Ticket | null> {
    const [row] = await this.#database.query<TicketTableRow>('SELECT * FROM tickets WHERE id = $1', [id]);
    return row ? ticketFromRow(row) : null;
  }

  async entriesOf(id: TicketId): Promise<TicketHistoryEntry[]> {
    const events = await this.#log.readStream(streamId('ticket', id));
    return events.map(({ sequence, type, happenedAt, recordedAt, causedBy }) => ({
      sequence,
      type,
      happenedAt,
      recordedAt,
      causedBy,
    }));
  }

  /** Closed tickets in any of `regions`, after `from` if given. */
  async closed(regions: readonly RegionId[], limit: number, from: FinishedTickets['next']): Promise<FinishedTickets> {
    const rows = await this.#database.query<TicketTableRow>(
      `SELECT * FROM tickets WHERE status = 'closed' AND region_id = ANY($1)
         AND ($2::timestamptz IS NULL OR (closed_at, id) < ($2, $3))
       ORDER BY closed_at DESC, id DESC LIMIT $4`,
      [regions, from ? new Date(from.closedAt).toISOString() : null, from?.id ?? null, limit],
    );
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return {
      tickets: rows.map((row) => ({ id: row.id as TicketId, ticket: ticketFromRow(row) })),
      next: last?.closed_at == null ? null : { closedAt: instant(last.closed_at), id: last.id },
    };
  }
}
