import type { Instant, LogEvent, StreamId } from '@citybrain/domain';
import { Fault } from '../observe/fault.ts';
import type { Database, Queries } from './database.ts';
import type { Alongside, EventLog, StoredStream, StreamAppend } from './event-log.ts';
import { eventFromRow, type EventTableRow } from './event-table.ts';
import { toIso } from './iso-time.ts';
import { loadFromQueryTables, writeQueryTables } from './query-tables.ts';

/** Channel on which appends are announced to the other servers on the same PostgreSQL. */
const CHANNEL = 'citybrain_log';
/** What every server says on one of its connections; by it a server is known. */
export const LISTEN = `LISTEN ${CHANNEL}`;

/** PostgreSQL's codes for a broken uniqueness and for a deadlock: both mean that another writer was first. */
const CONFLICTS = new Set(['23505', '40P01']);

const INSERT_EVENTS = `
  INSERT INTO events (sequence, stream, version, type, type_version, happened_at, recorded_at, caused_by, data)
  SELECT sequence, stream, version, type, type_version, happened_at, $2::timestamptz, caused_by, data
  FROM json_to_recordset($1) AS new (
    sequence bigint, stream text, version integer, type text, type_version smallint,
    happened_at timestamptz, caused_by text, data jsonb)`;

/** One index look-up for each stream, whatever the planner thinks of the table. */
const ARE_VERSIONS_KNOWN = `
  SELECT coalesce(bool_and((
    SELECT true FROM events WHERE events.stream = expected.stream AND events.version = expected.version
  ) IS NOT NULL), true) AS known
  FROM unnest($1::text[], $2::integer[]) AS expected (stream, version)`;

/** The log in PostgreSQL (docs/spec/log.md). */
export class PostgresEventLog implements EventLog {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async append(appends: readonly StreamAppend[], recordedAt: Instant, alongside?: Alongside): Promise<LogEvent[]> {
    const count = appends.reduce((sum, append) => sum + append.events.length, 0);
    if (count === 0) return [];
    try {
      return await this.#database.transaction(async (transaction) => {
        await checkVersions(transaction, appends);
        await writeQueryTables(transaction, appends);
        await alongside?.(transaction);
        // The head row stays locked until the commit, so it is taken as late as possible.
        const [head] = await transaction.query<{ sequence: number }>(
          'UPDATE log_head SET sequence = sequence + $1 RETURNING sequence',
          [count],
        );
        if (!head) throw new Error('log_head has no row');
        const events = numberEvents(appends, head.sequence - count, recordedAt);
        await insertEvents(transaction, events, recordedAt);
        await transaction.query(`SELECT pg_notify('${CHANNEL}', $1)`, [String(head.sequence)]);
        return events;
      });
    } catch (error) {
      if (CONFLICTS.has((error as { code?: string }).code ?? '')) {
        throw new Fault('LOG-101', 'a stream has moved on since it was read', { canRetry: true, cause: error });
      }
      throw error;
    }
  }

  async read(afterSequence: number, limit: number): Promise<LogEvent[]> {
    const rows = await this.#database.query<EventTableRow>(
      'SELECT * FROM events WHERE sequence > $1 ORDER BY sequence LIMIT $2',
      [afterSequence, limit],
    );
    return rows.map(eventFromRow);
  }

  async readStream(stream: StreamId): Promise<LogEvent[]> {
    const rows = await this.#database.query<EventTableRow>('SELECT * FROM events WHERE stream = $1 ORDER BY version', [
      stream,
    ]);
    return rows.map(eventFromRow);
  }

  load(streams: readonly StreamId[]): Promise<Map<StreamId, StoredStream>> {
    return loadFromQueryTables(this.#database, streams);
  }

  async head(): Promise<number> {
    const [head] = await this.#database.query<{ sequence: number }>('SELECT sequence FROM log_head');
    return head?.sequence ?? 0;
  }

  async listen(onAppend: (sequence: number) => void, onLost: () => void): Promise<() => Promise<void>> {
    const connection = await this.#database.connect();
    let isOpen = true;
    const end = (): void => {
      if (!isOpen) return;
      isOpen = false;
      // A connection that listened is not given to anybody else.
      connection.release(true);
    };
    connection.on('notification', ({ payload }) => onAppend(Number(payload)));
    connection.on('error', () => {
      end();
      onLost();
    });
    try {
      await connection.query(LISTEN);
    } catch (error) {
      end();
      throw error;
    }
    return () => {
      end();
      return Promise.resolve();
    };
  }
}

/**
 * A stream that has moved on breaks a unique constraint; one that stands further
 * back (its store was restored to an earlier state) would get a gap.
 */
async function checkVersions(transaction: Queries, appends: readonly StreamAppend[]): Promise<void> {
  const continued = appends.filter(({ expectedVersion }) => expectedVersion > 0);
  if (continued.length === 0) return;
  const [found] = await transaction.query<{ known: boolean }>(ARE_VERSIONS_KNOWN, [
    continued.map((append) => append.stream),
    continued.map((append) => append.expectedVersion),
  ]);
  if (!found?.known) throw new Fault('LOG-101', 'a stream is not at the version expected', { canRetry: true });
}

function numberEvents(appends: readonly StreamAppend[], after: number, recordedAt: Instant): LogEvent[] {
  let sequence = after;
  return appends.flatMap(({ stream, expectedVersion, events, causedBy }) =>
    events.map((event, index) => {
      sequence += 1;
      return { ...event, sequence, stream, version: expectedVersion + index + 1, recordedAt, causedBy };
    }),
  );
}

async function insertEvents(transaction: Queries, events: readonly LogEvent[], recordedAt: Instant): Promise<void> {
  const rows = events.map((event) => ({
    sequence: event.sequence,
    stream: event.stream,
    version: event.version,
    type: event.type,
    type_version: event.typeVersion,
    happened_at: toIso(event.happenedAt),
    caused_by: event.causedBy,
    data: event.data,
  }));
  await transaction.execute(INSERT_EVENTS, [JSON.stringify(rows), toIso(recordedAt)]);
}
