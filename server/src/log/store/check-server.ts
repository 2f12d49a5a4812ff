import { Fault } from '../../observe/fault.ts';
import type { Database } from '../database.ts';
import { isConnectionLoss } from './connection-loss.ts';
import { MIGRATION_LOCK } from './migrate.ts';

const OLDEST_MAJOR = 15;

interface ServerRow {
  readonly version: string;
  readonly number: number;
  readonly encoding: string;
  readonly ctype: string;
  readonly fsync: string;
  readonly commit: string;
}

const SERVER_QUERY = `
  SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number,
    current_setting('server_encoding') AS encoding, datctype AS ctype,
    current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit
  FROM pg_database WHERE datname = current_database()`;

/** What was found out about a server that can be used. */
export interface CheckedServer {
  readonly version: string;
  /** What weakens a promise of the product without stopping it, one sentence each. */
  readonly warnings: readonly string[];
}

/**
 * Whether the product can work with this database.
 * @throws Fault STORE-112 (older than 15, no pg_trgm), STORE-105 (encoding, or a locale that does not know Chinese letters).
 */
export async function checkServer(database: Database): Promise<CheckedServer> {
  const [server] = await database.query<ServerRow>(SERVER_QUERY);
  if (!server) throw new Error('pg_database has no row for the current database');
  if (server.number < OLDEST_MAJOR * 10_000) {
    throw new Fault('STORE-112', `PostgreSQL ${server.version} is older than ${OLDEST_MAJOR}`);
  }
  if (server.encoding !== 'UTF8')
    throw new Fault('STORE-105', `the database's encoding is ${server.encoding}, not UTF8`);
  if ((await chineseTrigrams(database)) === 0) {
    throw new Fault('STORE-105', `the database's LC_CTYPE ${server.ctype} does not know Chinese letters`);
  }
  return { version: server.version, warnings: durabilityWarnings(server) };
}

function durabilityWarnings(server: ServerRow): string[] {
  const warnings: string[] = [];
  if (server.fsync === 'off') warnings.push('fsync is off: a crash of the machine can destroy the database');
  if (server.commit === 'off') warnings.push('synchronous_commit is off: a crash can lose what was acknowledged last');
  return warnings;
}

/**
 * How many trigrams the search finds in a Chinese word: with a ctype of C none.
 * Asked of pg_trgm itself, since what counts as a letter depends on provider,
 * locale and system. The extension is left as it was found.
 */
async function chineseTrigrams(database: Database): Promise<number> {
  const undo = new Error('undone on purpose');
  let count = 0;
  const ask = database.transaction(async (transaction) => {
    // A migration that creates the extension at this moment would collide.
    await transaction.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await transaction.query('CREATE EXTENSION IF NOT EXISTS pg_trgm');
    const [row] = await transaction.query<{ count: number }>("SELECT cardinality(show_trgm('工单')) AS count");
    count = row?.count ?? 0;
    throw undo;
  });
  await ask.catch((error: unknown) => {
    if (error === undo) return;
    if (isConnectionLoss(error) || !(error instanceof Error)) throw error;
    throw new Fault('STORE-112', `the extension pg_trgm can not be used: ${error.message}`, { cause: error });
  });
  return count;
}
