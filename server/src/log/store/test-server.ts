import { spawn } from 'node:child_process';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decideClusterPlace } from './cluster-place.ts';
import { CLUSTER_SETTINGS } from './cluster-settings.ts';
import { locateBinaries } from './embedded-binaries.ts';
import { initialiseCluster } from './initialise-cluster.ts';
import { PostgresLog } from './postgres-log.ts';
import { PostgresProcess, SUPERUSER } from './postgres-process.ts';
import { readableBinaries } from './readable-binaries.ts';
import { makeSocketDirectory } from './socket-directory.ts';

/** Speed instead of safety: what is tested here never has to survive a crash. */
const SETTINGS = {
  ...CLUSTER_SETTINGS,
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '64MB',
  max_connections: '100',
};

/** Ends PostgreSQL and removes its files as soon as standard input closes, that is, when its opener ends in any way. */
const LIFELINE = `
  cat > /dev/null
  kill -QUIT "$1" 2> /dev/null
  for _ in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$1" 2> /dev/null || break; sleep 0.2; done
  rm -rf "$2"`;

/**
 * A PostgreSQL for the tests of this process: the one that
 * CITYBRAIN_TEST_POSTGRES_URL names, else a new one that ends with the process.
 * @returns the URL of its maintenance database.
 */
export async function startTestServer(): Promise<string> {
  const given = process.env.CITYBRAIN_TEST_POSTGRES_URL;
  if (given) return given;
  const home = await mkdtemp(join(tmpdir(), 'citybrain-test-'));
  await chmod(home, 0o755);
  const quiet = (): void => undefined;
  const place = await decideClusterPlace(home, quiet);
  const found = await locateBinaries();
  const binaries = place.user ? await readableBinaries(found, place.user, quiet) : found;
  await initialiseCluster({ ...place, binaries, isSynced: false });
  const socketDirectory = await makeSocketDirectory(place, undefined);
  const log = new PostgresLog(join(home, 'postgres.log'));
  const options = { ...place, binaries, socketDirectory, settings: SETTINGS, log, onProgress: quiet };
  const postgres = await PostgresProcess.start(options);
  const lifeline = spawn('sh', ['-c', LIFELINE, 'sh', String(postgres.pid), home], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  lifeline.unref();
  (lifeline.stdin as unknown as { unref(): void }).unref();
  return `postgresql://${SUPERUSER}@localhost/postgres?host=${encodeURIComponent(socketDirectory)}`;
}
