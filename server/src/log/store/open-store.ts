import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../database.ts';
import { checkServer } from './check-server.ts';
import { isConnectionLoss } from './connection-loss.ts';
import { lockDataDirectory, readRunningServer, type DataDirectoryLock } from './data-directory-lock.ts';
import { DATABASE_NAME, startEmbedded } from './embedded-store.ts';
import { migrate, MIGRATIONS_DIRECTORY } from './migrate.ts';
import { PostgresDatabase } from './postgres-database.ts';
import { connectionTo } from './postgres-process.ts';
import type { StoreEvent } from './store-event.ts';
import { Fault } from '../../observe/fault.ts';

export interface StoreOptions {
  /** A PostgreSQL to use; without one the embedded is started. */
  readonly databaseUrl?: string | undefined;
  /** Made when missing. */
  readonly dataDirectory: string;
  /** `NNNN-name.sql`; the product's own unless told otherwise. */
  readonly migrationsDirectory?: string;
  /** False: the database keeps the schema that it has, or none. */
  readonly shouldMigrate?: boolean;
  /** One line for the operator at a time: what takes long or is unexpected. */
  readonly onProgress?: (line: string) => void;
  readonly onEvent?: (event: StoreEvent) => void;
  readonly startedAt?: Date;
}

export interface Store {
  readonly database: Database;
  readonly kind: 'embedded' | 'given';
  /** Of the embedded PostgreSQL, which changes when it is restarted. */
  readonly postgresPid: number | undefined;
  /** Tells others that meet the locked data directory where the server answers. */
  announce(url: string): void;
  /** Ends the connections, stops the embedded PostgreSQL with all written, gives the directory back. May be called twice. */
  close(): Promise<void>;
}

type CompleteOptions = Required<Omit<StoreOptions, 'databaseUrl'>> & Pick<StoreOptions, 'databaseUrl'>;

/** Connections that the log, the views, the reads and the feeds share. */
const EMBEDDED_POOL = 20;
const GIVEN_PATIENCE_MS = 30_000;
const GIVEN_RETRY_MS = 500;

/**
 * The server's store, ready for use: the data directory locked, PostgreSQL
 * running, checked and migrated.
 * @throws Fault STORE-1xx; then nothing of it is left running or locked.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const complete = withDefaults(options);
  const lock = lockDataDirectory(complete.dataDirectory, complete.startedAt);
  return complete.databaseUrl ? openGiven(complete, complete.databaseUrl, lock) : openEmbedded(complete, lock);
}

/**
 * The store for a command beside the server: the running server's PostgreSQL
 * when there is one, otherwise the same as {@link openStore}.
 * @throws Fault STORE-102 when the server is just starting or stopping.
 */
export async function openStoreForCommand(options: StoreOptions): Promise<Store> {
  const complete = withDefaults(options);
  if (complete.databaseUrl) return openGiven(complete, complete.databaseUrl, undefined);
  let lock: DataDirectoryLock;
  try {
    lock = lockDataDirectory(complete.dataDirectory, complete.startedAt);
  } catch (error) {
    const socketDirectory = readRunningServer(complete.dataDirectory)?.socketDirectory;
    const isRunning = error instanceof Fault && error.code === 'STORE-102' && socketDirectory !== undefined;
    if (!isRunning) throw error;
    return attach(complete, socketDirectory);
  }
  return openEmbedded(complete, lock);
}

async function openEmbedded(options: CompleteOptions, lock: DataDirectoryLock): Promise<Store> {
  try {
    // One name for one place: a left-over PostgreSQL is known by it.
    const embedded = await startEmbedded({ ...options, dataDirectory: await realpath(options.dataDirectory) });
    const database = databaseAt(embedded.socketDirectory, options);
    const close = async (): Promise<void> => {
      await database.close();
      await embedded.stop();
    };
    try {
      await prepare(database, options);
    } catch (error) {
      await close();
      throw error;
    }
    lock.tell({ socketDirectory: embedded.socketDirectory });
    return {
      database,
      kind: 'embedded',
      get postgresPid() {
        return embedded.cluster.pid;
      },
      announce: (url) => lock.tell({ url }),
      close: once(async () => {
        await close();
        lock.release();
      }),
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function openGiven(options: CompleteOptions, url: string, lock: DataDirectoryLock | undefined): Promise<Store> {
  const database = new PostgresDatabase({ connectionString: url }, (error) =>
    options.onEvent({ type: 'IdleConnectionLost', error }),
  );
  const close = async (): Promise<void> => {
    await database.close();
    lock?.release();
  };
  try {
    await waitForGiven(database, options.onProgress);
    await prepare(database, options);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    database,
    kind: 'given',
    postgresPid: undefined,
    announce: (at) => lock?.tell({ url: at }),
    close: once(close),
  };
}

/** Neither migrates nor stops what belongs to the running server. */
async function attach(options: CompleteOptions, socketDirectory: string): Promise<Store> {
  const database = databaseAt(socketDirectory, options);
  await database.query('SELECT 1');
  return {
    database,
    kind: 'embedded',
    postgresPid: undefined,
    announce: () => undefined,
    close: once(() => database.close()),
  };
}

async function prepare(database: Database, options: CompleteOptions): Promise<void> {
  const server = await checkServer(database);
  for (const warning of server.warnings) options.onProgress(warning);
  if (!options.shouldMigrate) return;
  const applied = await migrate(database, options.migrationsDirectory);
  if (applied.length > 0) options.onProgress(`applied ${applied.length} migrations: ${applied.join(', ')}`);
}

/** Database and server may be started at the same moment. */
async function waitForGiven(database: Database, onProgress: (line: string) => void): Promise<void> {
  const end = performance.now() + GIVEN_PATIENCE_MS;
  for (let attempt = 1; ; attempt++) {
    try {
      await database.query('SELECT 1');
      return;
    } catch (error) {
      if (!isConnectionLoss(error) || !error.canRetry || performance.now() > end) throw error;
      if (attempt === 1) onProgress(`${error.message}; trying again for ${GIVEN_PATIENCE_MS / 1000} s`);
      await sleep(GIVEN_RETRY_MS);
    }
  }
}

const databaseAt = (socketDirectory: string, options: CompleteOptions): PostgresDatabase =>
  new PostgresDatabase({ ...connectionTo(socketDirectory, DATABASE_NAME), max: EMBEDDED_POOL }, (error) =>
    options.onEvent({ type: 'IdleConnectionLost', error }),
  );

const withDefaults = (options: StoreOptions): CompleteOptions => ({
  migrationsDirectory: MIGRATIONS_DIRECTORY,
  shouldMigrate: true,
  onProgress: () => undefined,
  onEvent: () => undefined,
  startedAt: new Date(),
  ...options,
  dataDirectory: resolve(options.dataDirectory),
});

const once = (close: () => Promise<void>): (() => Promise<void>) => {
  let closing: Promise<void> | undefined;
  return () => (closing ??= close());
};
