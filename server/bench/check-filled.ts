import { isDeepStrictEqual } from 'node:util';
import { evolveTicket, streamId, type Ticket, type TicketEvent } from '@citybrain/domain';
import type { Database } from '../src/log/database.ts';
import { PostgresEventLog } from '../src/log/postgres-event-log.ts';
import type { FillPlan } from './fill-plan.ts';

const STREAMS = 300;
const NEIGHBOURS = 20_000;

/** Looks whether a store was filled as planned. @throws Error naming the first thing that is otherwise */
export async function checkFilled(database: Database, plan: FillPlan): Promise<void> {
  await checkCounts(database, plan);
  await checkOrder(database);
  const log = new PostgresEventLog(database);
  const step = Math.max(1, Math.floor(plan.size.tickets / STREAMS));
  for (let ticket = 0; ticket < plan.size.tickets; ticket += step) {
    const stream = streamId('ticket', plan.ticketId(ticket));
    const events = await log.readStream(stream);
    let folded: Ticket | null = null;
    for (const event of events) folded = evolveTicket(folded, event as TicketEvent);
    const stored = (await log.load([stream])).get(stream);
    const isSame = isDeepStrictEqual(stored?.current.state, folded) && stored?.version === events.at(-1)?.version;
    if (!isSame || stored?.version !== events.length) throw new Error(`${stream} is not in tickets what its events fold to`);
  }
} // prettier-ignore

async function checkCounts(database: Database, plan: FillPlan): Promise<void> {
  const [log] = await database.query<{ head: number; last: number; count: number; streams: number }>(
    `SELECT (SELECT sequence FROM log_head) AS head, max(sequence) AS last, count(*) AS count,
       count(*) FILTER (WHERE type = 'TicketReported') AS streams FROM events`,
  );
  if (log?.head !== log?.last || log?.head !== log?.count || log?.streams !== plan.size.tickets) {
    throw new Error(`the log has gaps or is too short: ${JSON.stringify(log)}`);
  }
  const rows = await database.query<{ status: string; count: number }>('SELECT status, count(*) AS count FROM tickets GROUP BY status');
  const found = Object.fromEntries(rows.map(({ status, count }) => [status, count]));
  if (!isDeepStrictEqual(found, Object.fromEntries(plan.statuses))) {
    throw new Error(`tickets has ${JSON.stringify(found)} in place of ${JSON.stringify([...plan.statuses])}`);
  }
} // prettier-ignore

/** The end of the log, where it matters most: never recorded before the entry before it. */
async function checkOrder(database: Database): Promise<void> {
  const [found] = await database.query<{ backwards: number }>(
    `SELECT count(*) AS backwards FROM (
       SELECT recorded_at < lag(recorded_at) OVER (ORDER BY sequence) AS is_backwards FROM events
       WHERE sequence > (SELECT sequence FROM log_head) - $1
     ) AS neighbours WHERE is_backwards`,
    [NEIGHBOURS],
  );
  if (found?.backwards !== 0) throw new Error(`${found?.backwards} events are recorded before the one before them`);
}
