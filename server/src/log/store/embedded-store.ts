import { join } from 'node:path';
import { Client } from 'pg';
import { decideClusterPlace } from './cluster-place.ts';
import { CLUSTER_SETTINGS } from './cluster-settings.ts';
import { lockDataDirectory } from './data-directory-lock.ts';
import { locateBinaries } from './embedded-binaries.ts';
import { initialiseCluster } from './initialise-cluster.ts';
import { stopLeftOverPostmaster } from './left-over-postmaster.ts';
import { PostgresLog } from './postgres-log.ts';
import { connectionTo } from './postgres-process.ts';
import { readableBinaries } from './readable-binaries.ts';
import { makeSocketDirectory, removeSocketDirectory } from './socket-directory.ts';
import type { StoreEvent } from './store-event.ts';
import { SupervisedCluster } from './supervised-cluster.ts';

/** The product's database in the cluster. */
export const DATABASE_NAME = 'citybrain';

export interface EmbeddedOptions {
  readonly dataDirectory: string;
  readonly startedAt: Date;
  readonly onProgress: (line: string) => void;
  readonly onEvent: (event: StoreEvent) => void;
}

/** A running PostgreSQL of our own. */
export interface EmbeddedStore {
  readonly socketDirectory: string;
  readonly cluster: SupervisedCluster;
  stop(): Promise<void>;
}

/**
 * Starts the cluster of a data directory that the caller has locked; makes it
 * first when there is none. Its log is `postgres.log` in the data directory.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedStore> {
  const { dataDirectory, onProgress } = options;
  const place = await decideClusterPlace(dataDirectory, onProgress);
  // Two data directories may point to one home, when one is a copy of the other.
  const lock = place.home === dataDirectory ? undefined : lockDataDirectory(place.home, options.startedAt);
  const log = new PostgresLog(join(dataDirectory, 'postgres.log'));
  const release = (): void => {
    log.close();
    lock?.release();
  };
  try {
    const found = await locateBinaries();
    const binaries = place.user ? await readableBinaries(found, place.user, onProgress) : found;
    if (await initialiseCluster({ binaries, ...place })) onProgress(`made a database in ${place.clusterDirectory}`);
    const leftOver = await stopLeftOverPostmaster({ ...place, onProgress });
    const socketDirectory = await makeSocketDirectory(place, leftOver?.socketDirectory);
    const processOptions = { ...place, binaries, socketDirectory, settings: CLUSTER_SETTINGS, log, onProgress };
    const cluster = await SupervisedCluster.start(processOptions, options.onEvent);
    const stop = async (): Promise<void> => {
      await cluster.stop();
      await removeSocketDirectory(socketDirectory);
      release();
    };
    try {
      await ensureDatabase(socketDirectory);
    } catch (error) {
      await cluster.stop();
      throw error;
    }
    return { socketDirectory, cluster, stop };
  } catch (error) {
    release();
    throw error;
  }
}

/** Makes the product's database when it is missing. */
async function ensureDatabase(socketDirectory: string): Promise<void> {
  const client = new Client(connectionTo(socketDirectory, 'postgres'));
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE_NAME]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE_NAME}`);
  } finally {
    await client.end();
  }
}
