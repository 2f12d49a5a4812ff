import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ClientBase } from 'pg';
import { Fault } from '../../observe/fault.ts';
import type { Database } from '../database.ts';
import { storeError } from './connection-loss.ts';
import { planMigrations, type Migration, type RecordedMigration } from './plan-migrations.ts';

/** Any constant that no other program on the same database uses. */
export const MIGRATION_LOCK = 4_207_111_802;

/** Of the product. */
export const MIGRATIONS_DIRECTORY = fileURLToPath(new URL('../../../migrations', import.meta.url));

const FILE_NAME = /^(\d{4})-([a-z0-9-]+)\.sql$/;

const CREATE_RECORD = `
  CREATE TABLE IF NOT EXISTS migrations (
    number integer PRIMARY KEY,
    name text NOT NULL,
    sha256 text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
  )`;

/**
 * Brings the database to the state of the files `NNNN-name.sql` in `directory`,
 * each in a transaction of its own. Of several servers that start at once one
 * works and the others wait.
 * @returns the names of those applied now, in order.
 * @throws Fault STORE-106 (database is newer), STORE-109 (history differs), STORE-110 (a file failed).
 */
export async function migrate(database: Database, directory: string): Promise<string[]> {
  const migrations = await readMigrations(directory);
  const client = await database.connect();
  let isLocked = false;
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    isLocked = true;
    const pending = planMigrations(migrations, await readRecord(client));
    for (const migration of pending) await apply(client, migration);
    return pending.map(({ name }) => name);
  } catch (error) {
    throw storeError(error);
  } finally {
    const isUnlocked =
      isLocked &&
      (await client.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).then(
        () => true,
        () => false,
      ));
    // Ending the session gives its lock back too.
    client.release(!isUnlocked);
  }
}

/** The migrations of a directory in order of their numbers. */
export async function readMigrations(directory: string): Promise<Migration[]> {
  const files = (await readdir(directory)).filter((file) => file.endsWith('.sql')).sort();
  return Promise.all(
    files.map(async (file) => {
      const number = FILE_NAME.exec(file)?.[1];
      if (!number) throw new Error(`${file} is not named like 0001-what-it-does.sql`);
      // Git may have given the file the line ends of another system.
      const sql = (await readFile(join(directory, file), 'utf8')).replaceAll('\r\n', '\n');
      const sha256 = createHash('sha256').update(sql).digest('hex');
      return { number: Number(number), name: file.slice(0, -'.sql'.length), sql, sha256 };
    }),
  );
}

/** The migrations that the database has seen, in order; the record of them is made when missing. */
export async function readRecord(client: ClientBase): Promise<RecordedMigration[]> {
  await client.query(CREATE_RECORD);
  return (await client.query<RecordedMigration>('SELECT number, name, sha256 FROM migrations ORDER BY number')).rows;
}

async function apply(client: ClientBase, migration: Migration): Promise<void> {
  try {
    await client.query('BEGIN');
    await applyWithin(client, migration);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw migrationFault(migration.name, error);
  }
}

/** Applies and records one migration in the transaction of `client`. @throws Fault STORE-110 */
export async function applyWithin(client: ClientBase, { number, name, sql, sha256 }: Migration): Promise<void> {
  try {
    await client.query(sql);
    await client.query('INSERT INTO migrations (number, name, sha256) VALUES ($1, $2, $3)', [number, name, sha256]);
  } catch (error) {
    throw migrationFault(name, error);
  }
}

function migrationFault(name: string, error: unknown): Fault {
  const known = storeError(error);
  if (known instanceof Fault) return known;
  const reason = error instanceof Error ? error.message : String(error);
  return new Fault('STORE-110', `migration ${name} failed: ${reason}`, { cause: error });
}
