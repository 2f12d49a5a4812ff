import { randomBytes } from 'node:crypto';
import { Accounts } from '../access/accounts.ts';
import { cityOf } from '../city.ts';
import { readConfig, type Config } from '../config.ts';
import { schematicRegions } from '../default-regions.ts';
import { PostgresEventLog } from '../log/postgres-event-log.ts';
import { RegionStore } from '../log/region-store.ts';
import { readRunningServer } from '../log/store/data-directory-lock.ts';
import { openStoreForCommand, type Store } from '../log/store/open-store.ts';
import { systemClock } from '../observe/clock.ts';
import { tell } from './print.ts';
import type { OpenedAccounts } from './with-accounts.ts';

/** The store as a command sees it: the running server's, or its own for the time of the command. */
export interface CommandStore {
  readonly config: Config;
  readonly store: Store;
  readonly log: PostgresEventLog;
  readonly regions: RegionStore;
}

/** Leaves schema and contents as they are. */
export async function openStoreAsItIs(): Promise<Pick<CommandStore, 'config' | 'store'>> {
  const config = readConfig(process.env, process.cwd());
  const { databaseUrl, dataDirectory } = config;
  const store = await openStoreForCommand({ databaseUrl, dataDirectory, shouldMigrate: false, onProgress: tell });
  return { config, store };
}

export async function openForCommand(): Promise<CommandStore> {
  const config = readConfig(process.env, process.cwd());
  const store = await openStoreForCommand({
    databaseUrl: config.databaseUrl,
    dataDirectory: config.dataDirectory,
    onProgress: tell,
  });
  const log = new PostgresEventLog(store.database);
  const regions = new RegionStore(store.database, log);
  if (!(await regions.load())) await regions.replace(schematicRegions(), 'system:first-start', systemClock.now());
  return { config, store, log, regions };
}

export async function openAccounts(): Promise<OpenedAccounts> {
  const { config, store, regions } = await openForCommand();
  const set = await regions.load();
  if (!set) throw new Error('no regions are stored');
  return {
    accounts: new Accounts({ database: store.database, now: () => systemClock.now(), randomBytes }),
    regions: cityOf(set).tree,
    address: readRunningServer(config.dataDirectory)?.url ?? `http://${config.host}:${config.port}`,
    close: () => store.close(),
  };
}
