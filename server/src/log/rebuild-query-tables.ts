import {
  evolveIncident,
  evolveStation,
  evolveTicket,
  STREAM_KINDS,
  streamKindOf,
  type Incident,
  type IncidentEvent,
  type LogEvent,
  type Station,
  type StationEvent,
  type StreamKind,
  type Ticket,
  type TicketEvent,
} from '@citybrain/domain';
import type { Queries } from './database.ts';
import type { StreamState } from './event-log.ts';
import { eventFromRow, type EventTableRow } from './event-table.ts';
import { writeFolds, type StreamFold } from './query-tables.ts';

const EVENTS_AT_ONCE = 2_000;
const FOLDS_AT_ONCE = 500;

/**
 * Fills the query tables, which are empty, with the folds of all streams of the log,
 * in the caller's transaction. Holds one stream and a page of events at a time.
 * @returns how many streams were folded
 * @throws RangeError when a stream does not begin as its kind does
 */
export async function rebuildQueryTables(
  transaction: Queries,
  onFolded: (streams: number) => void = () => undefined,
): Promise<number> {
  let folds: StreamFold[] = [];
  let streams = 0;
  for await (const fold of foldsOf(transaction)) {
    folds.push(fold);
    streams += 1;
    if (folds.length < FOLDS_AT_ONCE) continue;
    await writeFolds(transaction, folds);
    folds = [];
    onFolded(streams);
  }
  await writeFolds(transaction, folds);
  onFolded(streams);
  return streams;
}

async function* foldsOf(transaction: Queries): AsyncGenerator<StreamFold> {
  let fold: StreamFold | undefined;
  for await (const event of eventsByStream(transaction)) {
    const { stream, version } = event;
    const before: StreamFold | undefined = fold?.stream === stream ? fold : undefined;
    if (fold && !before) yield fold;
    fold = { stream, version, after: evolveStream(before?.after ?? null, event) };
  }
  if (fold) yield fold;
}

async function* eventsByStream(transaction: Queries): AsyncGenerator<LogEvent> {
  // All of it is read: what comes soonest is not what is read fastest.
  await transaction.execute('SET LOCAL cursor_tuple_fraction = 1');
  await transaction.execute(
    `DECLARE events_by_stream NO SCROLL CURSOR FOR
     SELECT * FROM events WHERE split_part(stream, '-', 1) = ANY('{${STREAM_KINDS.join(',')}}') ORDER BY stream, version`,
  );
  for (;;) {
    const rows = await transaction.query<EventTableRow>(`FETCH ${EVENTS_AT_ONCE} FROM events_by_stream`);
    yield* rows.map(eventFromRow);
    if (rows.length < EVENTS_AT_ONCE) break;
  }
  await transaction.execute('CLOSE events_by_stream');
}

function evolveStream(before: StreamState | null, event: LogEvent): StreamState {
  const kind = streamKindOf(event.stream) as StreamKind;
  const state = before?.state ?? null;
  switch (kind) {
    case 'ticket':
      return { kind, state: evolveTicket(state as Ticket | null, event as LogEvent<TicketEvent>) };
    case 'station':
      return { kind, state: evolveStation(state as Station | null, event as LogEvent<StationEvent>) };
    case 'incident':
      return { kind, state: evolveIncident(state as Incident | null, event as LogEvent<IncidentEvent>) };
  }
}
