import { streamKeyOf, streamKindOf, type StreamId, type StreamKind } from '@citybrain/domain';
import type { Queries } from './database.ts';
import type { StoredStream, StreamAppend, StreamState } from './event-log.ts';
import { incidentFromRow, incidentToJson, type IncidentTableRow } from './incident-table.ts';
import { stationFromRow, stationToJson, type StationTableRow } from './station-table.ts';
import { ticketFromRow, ticketToJson, type TicketTableRow } from './ticket-table.ts';

const TABLES = { ticket: 'tickets', station: 'stations', incident: 'incidents' } as const;

const COLUMNS: Record<StreamKind, readonly string[]> = {
  ticket: [
    'version', 'status', 'reported_at', 'disposed_at', 'closed_at', 'due_at', 'source_updated_at', 'title', 'body',
    'category', 'demand_kind', 'disposition', 'priority', 'channel', 'address', 'unit', 'region_id', 'lon', 'lat',
    'place_source', 'place_original', 'labels', 'flags', 'life', 'lead_unit',
  ],
  station: [
    'version', 'status', 'last_heard_at', 'name', 'station_kind', 'promise_seconds', 'region_id', 'place', 'readings',
  ],
  incident: ['version', 'status', 'starts_at', 'ends_at', 'source_updated_at', 'region_id', 'facts'],
}; // prettier-ignore

/** One statement per table: rows as one JSON text, inserted or replaced. */
const UPSERTS = Object.fromEntries(
  (Object.keys(TABLES) as StreamKind[]).map((kind) => [
    kind,
    `INSERT INTO ${TABLES[kind]} SELECT * FROM json_populate_recordset(NULL::${TABLES[kind]}, $1)
     ON CONFLICT (id) DO UPDATE SET ${COLUMNS[kind].map((column) => `${column} = EXCLUDED.${column}`).join(', ')}`,
  ]),
) as Record<StreamKind, string>;

/** A stream's fold and the version that it is the fold of. */
export interface StreamFold {
  readonly stream: StreamId;
  readonly version: number;
  readonly after: StreamState;
}

function rowJson({ stream, version, after }: StreamFold): object {
  const id = streamKeyOf(stream);
  switch (after.kind) {
    case 'ticket':
      return ticketToJson(id, version, after.state);
    case 'station':
      return stationToJson(id, version, after.state);
    case 'incident':
      return incidentToJson(id, version, after.state);
  }
}

/** Brings the query tables up to the folds of `appends`. */
export async function writeQueryTables(transaction: Queries, appends: readonly StreamAppend[]): Promise<void> {
  await writeFolds(
    transaction,
    appends.flatMap(({ stream, expectedVersion, events, after }) =>
      after ? [{ stream, version: expectedVersion + events.length, after }] : [],
    ),
  );
}

/** Puts folds into the query tables. Rows go in by id, so that two writers can't deadlock. */
export async function writeFolds(transaction: Queries, folds: readonly StreamFold[]): Promise<void> {
  const rows: Record<StreamKind, object[]> = { ticket: [], station: [], incident: [] };
  const ordered = [...folds].sort((a, b) => (a.stream < b.stream ? -1 : 1));
  for (const fold of ordered) rows[fold.after.kind].push(rowJson(fold));
  for (const kind of Object.keys(rows) as StreamKind[]) {
    if (rows[kind].length > 0) await transaction.execute(UPSERTS[kind], [JSON.stringify(rows[kind])]);
  }
}

/** The folds of those of `streams` that the tables hold. */
export async function loadFromQueryTables(
  queries: Queries,
  streams: readonly StreamId[],
): Promise<Map<StreamId, StoredStream>> {
  const found = new Map<StreamId, StoredStream>();
  for (const kind of Object.keys(TABLES) as StreamKind[]) {
    const ids = streams.filter((stream) => streamKindOf(stream) === kind).map(streamKeyOf);
    if (ids.length === 0) continue;
    const rows = await queries.query<TicketTableRow | StationTableRow | IncidentTableRow>(
      `SELECT * FROM ${TABLES[kind]} WHERE id = ANY($1)`,
      [ids],
    );
    for (const row of rows) {
      found.set(`${kind}-${row.id}` as StreamId, { version: row.version, current: stateFromRow(kind, row) });
    }
  }
  return found;
}

function stateFromRow(kind: StreamKind, row: TicketTableRow | StationTableRow | IncidentTableRow): StreamState {
  switch (kind) {
    case 'ticket':
      return { kind, state: ticketFromRow(row as TicketTableRow) };
    case 'station':
      return { kind, state: stationFromRow(row as StationTableRow) };
    case 'incident':
      return { kind, state: incidentFromRow(row as IncidentTableRow) };
  }
}
