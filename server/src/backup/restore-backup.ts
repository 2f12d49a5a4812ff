import type { PoolClient } from 'pg';
import type { Database, Queries } from '../log/database.ts';
import { rebuildQueryTables } from '../log/rebuild-query-tables.ts';
import { storeError } from '../log/store/connection-loss.ts';
import { applyWithin, MIGRATION_LOCK, readRecord } from '../log/store/migrate.ts';
import { planMigrations, type Migration } from '../log/store/plan-migrations.ts';
import { queriesOn } from '../log/store/postgres-database.ts';
import { Fault } from '../observe/fault.ts';
import type { BackupHeader } from './backup-records.ts';
import { findContradictions } from './check-restored.ts';
import { continueCounting } from './continue-counting.ts';
import { beginCopying } from './copy-session.ts';
import { loadTables } from './load-tables.ts';
import { readBackupFile } from './read-backup-file.ts';
import { findObstacles } from './store-contents.ts';
import { CARRIED_TABLES } from './table-plan.ts';
import { verifyBackupFile, type VerifiedBackup } from './verify-backup-file.ts';
import type { OnRows } from './write-content.ts';

export interface RestoreOptions {
  readonly database: Database;
  /** Those of the program. */
  readonly migrations: readonly Migration[];
  readonly onVerified?: (backup: VerifiedBackup) => void;
  readonly onRows?: OnRows;
  /** Told how many streams the query tables hold by now. */
  readonly onFolded?: (streams: number) => void;
}

/** What was restored. */
export interface RestoredBackup extends VerifiedBackup {
  /** Tickets, stations and incidents that were made anew. */
  readonly streams: number;
}

/**
 * Restores a backup into an empty store: verifies the file, then in one transaction
 * brings the store to the schema of the backup, loads, migrates further, makes the
 * query tables from the log and checks all. After any failure the store is as it was.
 * @throws Fault BACKUP-102 … BACKUP-105, STORE-104
 */
export async function restoreBackup(path: string, options: RestoreOptions): Promise<RestoredBackup> {
  // Asked again under the lock; here, so that nobody waits for what will be refused.
  await requireEmpty(options.database);
  const verified = await verifyBackupFile(path);
  requireKnownSchema(verified.header, options.migrations);
  options.onVerified?.(verified);
  const connection = await options.database.connect();
  try {
    await beginCopying(connection);
    const streams = await restoreWithin(connection, path, verified.header, options);
    await connection.query('COMMIT');
    connection.release();
    return { ...verified, streams };
  } catch (error) {
    // Rolls back, also in the middle of a COPY.
    connection.release(true);
    throw storeError(error);
  }
}

async function restoreWithin(
  connection: PoolClient,
  path: string,
  header: BackupHeader,
  { migrations, onRows, onFolded }: RestoreOptions,
): Promise<number> {
  const queries = queriesOn(connection);
  // A server that starts meanwhile waits here, and finds all or nothing.
  await queries.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
  await requireEmpty(queries);
  await bringToSchema(connection, header, migrations);
  await loadTables(connection, readBackupFile(path), onRows);
  await queries.execute('UPDATE log_head SET sequence = $1', [header.head]);
  // What waits for the commit would hinder a migration.
  await queries.execute('SET CONSTRAINTS ALL IMMEDIATE');
  const record = await readRecord(connection);
  for (const migration of planMigrations(migrations, record)) await applyWithin(connection, migration);
  await continueCounting(queries, header);
  for (const { table } of CARRIED_TABLES) await queries.execute(`ANALYZE ${table}`);
  const contradictions = await findContradictions(queries, header);
  if (contradictions.length > 0) throw new Fault('BACKUP-105', contradictions.join('; '));
  return foldLog(queries, onFolded);
}

/** @throws Fault BACKUP-104 saying what is there */
async function requireEmpty(queries: Queries): Promise<void> {
  const obstacles = await findObstacles(queries);
  if (obstacles.length === 0) return;
  throw new Fault('BACKUP-104', `nothing was restored into the store: ${obstacles.join('; ')}`);
}

/** @throws Fault BACKUP-103 when the backup is of a newer schema, or of another history */
function requireKnownSchema({ schema, program }: BackupHeader, migrations: readonly Migration[]): void {
  try {
    planMigrations(migrations, schema);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new Fault(
      'BACKUP-103',
      `the backup was made by version ${program} and does not fit this one: ${error.message}`,
    );
  }
}

/** Rows go into the schema that they were taken from; what later migrations do to them is done to them. */
async function bringToSchema(
  connection: PoolClient,
  { schema }: BackupHeader,
  migrations: readonly Migration[],
): Promise<void> {
  const last = schema.at(-1)?.number ?? 0;
  const present = await readRecord(connection);
  const newest = present.at(-1);
  if (newest && newest.number > last) {
    throw new Fault(
      'BACKUP-104',
      `the store is empty, but its schema ${newest.name} is newer than the backup's, ${schema.at(-1)?.name}`,
    );
  }
  const until = migrations.filter(({ number }) => number <= last);
  for (const migration of planMigrations(until, present)) await applyWithin(connection, migration);
}

async function foldLog(queries: Queries, onFolded: RestoreOptions['onFolded']): Promise<number> {
  try {
    return await rebuildQueryTables(queries, onFolded);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Fault('BACKUP-105', `the log can not be folded: ${error.message}`, { cause: error });
  }
}
