import { createHash, randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import type { Database } from '../database.ts';
import { migrate, readMigrations } from './migrate.ts';
import { PostgresDatabase } from './postgres-database.ts';
import { startTestServer } from './test-server.ts';

export interface TestStore {
  readonly database: Database;
  /** For whatever else has to reach the same database. */
  readonly databaseUrl: string;
  /** Ends the connections and drops the database. */
  close(): Promise<void>;
}

export interface TestStoreOptions {
  /** The product's own unless told otherwise; null for an empty database. */
  readonly migrationsDirectory?: string | null;
}

const PRODUCT_MIGRATIONS = fileURLToPath(new URL('../../../migrations', import.meta.url));
const TEMPLATE_LOCK = 4_207_111_803;

/** What a distribution's cluster is made with may be anything. */
const CHINESE = `TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'`;

/** One server for all tests of a process: starting one takes longer than most tests. */
let server: Promise<string> | undefined;

/** A database of its own for a test, migrated, empty. Takes some 30 ms, the first of a process a second. */
export async function openTestStore(options: TestStoreOptions = {}): Promise<TestStore> {
  const maintenanceUrl = await (server ??= startTestServer());
  const { migrationsDirectory = PRODUCT_MIGRATIONS } = options;
  const name = `citybrain_test_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  const origin =
    migrationsDirectory === null ? CHINESE : `TEMPLATE ${await template(maintenanceUrl, migrationsDirectory)}`;
  await administer(maintenanceUrl, (client) => client.query(`CREATE DATABASE ${name} ${origin}`));
  const databaseUrl = urlOf(maintenanceUrl, name);
  const database = new PostgresDatabase({ connectionString: databaseUrl });
  return {
    database,
    databaseUrl,
    async close() {
      await database.close();
      await administer(maintenanceUrl, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

/** The name of a migrated database to copy; made under another name first, so that it is complete whenever it exists. */
async function template(maintenanceUrl: string, directory: string): Promise<string> {
  const hash = createHash('sha256');
  for (const { name, sha256 } of await readMigrations(directory)) hash.update(`${name} ${sha256}\n`);
  const name = `citybrain_template_${hash.digest('hex').slice(0, 16)}`;
  await administer(maintenanceUrl, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount !== 0) return;
    await client.query(`DROP DATABASE IF EXISTS ${name}_unfinished WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${name}_unfinished ${CHINESE}`);
    const database = new PostgresDatabase({ connectionString: urlOf(maintenanceUrl, `${name}_unfinished`) });
    try {
      await migrate(database, directory);
    } finally {
      await database.close();
    }
    await client.query(`ALTER DATABASE ${name}_unfinished RENAME TO ${name}`);
  });
  return name;
}

async function administer(url: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(maintenanceUrl: string, database: string): string {
  const url = new URL(maintenanceUrl);
  url.pathname = `/${database}`;
  return url.href;
}
