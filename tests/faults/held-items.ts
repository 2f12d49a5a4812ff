import type { Database } from '../../server/src/log/database.ts';

export interface HeldItems {
  /** By an item's number: how many TicketReported the log holds of it. */
  readonly reports: ReadonlyMap<number, number>;
  readonly openTickets: number;
  /** What is wrong with the log itself, one sentence each. */
  readonly complaints: readonly string[];
}

/** What the store holds of a feed, from the log and from the query table. */
export async function readHeldItems(database: Database, feed: string): Promise<HeldItems> {
  const tickets = await database.query<{ source_id: string; reports: number; status: string }>(
    `SELECT source_id, status, (SELECT count(*) FROM events WHERE stream = 'ticket-' || tickets.id AND type = 'TicketReported') AS reports
     FROM tickets WHERE source = $1`,
    [feed],
  );
  const [log] = await database.query<{ events: number; last: number; head: number; strangers: number }>(
    `SELECT count(*) AS events, coalesce(max(sequence), 0) AS last, (SELECT sequence FROM log_head) AS head,
       count(*) FILTER (WHERE type = 'TicketReported' AND NOT EXISTS (SELECT FROM tickets WHERE id = substr(stream, 8))) AS strangers
     FROM events`,
  );
  if (!log) throw new Error('an aggregate has a row');
  const complaints: string[] = [];
  if (log.events !== log.last || log.last !== log.head) {
    complaints.push(`the log has gaps: ${log.events} events, last ${log.last}, head ${log.head}`);
  }
  if (log.strangers > 0) complaints.push(`${log.strangers} reported tickets are missing from the query table`);
  return {
    reports: new Map(tickets.map(({ source_id, reports }) => [Number(source_id), reports])),
    openTickets: tickets.filter(({ status }) => status !== 'closed').length,
    complaints,
  };
}
