import type { PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Database, Queries } from '../log/database.ts';
import { storeError } from '../log/store/connection-loss.ts';
import type { RecordedMigration } from '../log/store/plan-migrations.ts';
import { queriesOn } from '../log/store/postgres-database.ts';
import { Fault } from '../observe/fault.ts';
import { beginCopying, columnList } from './copy-session.ts';
import { CARRIED_TABLES, type CarriedTable } from './table-plan.ts';
import type { TableSource } from './write-content.ts';

/** The store at one moment, however long it is read. */
export interface HeldMoment {
  /** Last sequence of the log: its events are 1 to this. */
  readonly head: number;
  readonly schema: readonly RecordedMigration[];
  readonly postgres: string;
  readonly duties: readonly string[];
  /** Pieces whose bytes do not have their hash any more. */
  readonly damagedEvidence: readonly string[];
  /** The carried tables, to be read in turn. */
  tables(): AsyncGenerator<TableSource>;
  close(): Promise<void>;
}

const COLUMNS = `
  SELECT attname AS name FROM pg_attribute
  WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`;

/**
 * Looks at the store in one transaction that only reads: nobody waits for it and
 * it sees nothing of what comes later. By the log's order of commits it sees the
 * events up to its head and none beyond, with all that was committed with them.
 * @throws Fault BACKUP-106 when nothing was ever stored there
 */
export async function holdMoment(database: Database): Promise<HeldMoment> {
  const present = await presentTables(database);
  if (!(await isThere(database, 'migrations')) || present.length === 0) {
    throw new Fault('BACKUP-106', 'the database has no tables of citybrain');
  }
  const connection = await database.connect();
  try {
    await beginCopying(connection, 'ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    const queries = queriesOn(connection);
    // Before the first look, so that no migration can change what is being read.
    await queries.execute(
      `LOCK TABLE migrations, ${present.map(({ table }) => table).join(', ')} IN ACCESS SHARE MODE`,
    );
    return {
      ...(await readFacts(queries)),
      tables: () => tablesIn(connection, queries, present),
      async close() {
        await connection.query('ROLLBACK').then(
          () => connection.release(),
          () => connection.release(true),
        );
      },
    };
  } catch (error) {
    connection.release(true);
    throw error;
  }
}

async function readFacts(queries: Queries): Promise<Omit<HeldMoment, 'tables' | 'close'>> {
  const first = async <Row extends object>(text: string): Promise<Row> => {
    const [row] = await queries.query<Row>(text);
    if (!row) throw new Error(`no row: ${text}`);
    return row;
  };
  const named = async (table: string, text: string): Promise<string[]> =>
    (await isThere(queries, table)) ? (await queries.query<{ name: string }>(text)).map(({ name }) => name) : [];
  return {
    head: (await first<{ head: number }>('SELECT sequence AS head FROM log_head')).head,
    schema: await queries.query<RecordedMigration>('SELECT number, name, sha256 FROM migrations ORDER BY number'),
    postgres: (await first<{ version: string }>("SELECT current_setting('server_version') AS version")).version,
    duties: await named('duties', 'SELECT name FROM duties ORDER BY name'),
    damagedEvidence: await named(
      'evidence',
      'SELECT id AS name FROM evidence WHERE sha256(bytes) <> sha256 ORDER BY id',
    ),
  };
}

async function* tablesIn(
  connection: PoolClient,
  queries: Queries,
  tables: readonly CarriedTable[],
): AsyncGenerator<TableSource> {
  for (const { table, orderBy } of tables) {
    const columns = (await queries.query<{ name: string }>(COLUMNS, [table])).map(({ name }) => name);
    const select = `SELECT ${columnList(columns)} FROM ${table} ORDER BY ${orderBy}`;
    yield { table, columns, rows: rowsOf(connection, `COPY (${select}) TO STDOUT`) };
  }
}

async function* rowsOf(connection: PoolClient, statement: string): AsyncGenerator<Uint8Array> {
  try {
    yield* connection.query(copyTo(statement)) as AsyncIterable<Buffer>;
  } catch (error) {
    throw storeError(error);
  }
}

async function presentTables(queries: Queries): Promise<CarriedTable[]> {
  const present: CarriedTable[] = [];
  for (const plan of CARRIED_TABLES) if (await isThere(queries, plan.table)) present.push(plan);
  return present;
}

async function isThere(queries: Queries, table: string): Promise<boolean> {
  const [row] = await queries.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [table]);
  return row?.there ?? false;
}
