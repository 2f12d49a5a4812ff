import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';
import { Fault } from '../../observe/fault.ts';
import { isConnectionLoss, storeError } from './connection-loss.ts';
import { programPath, type EmbeddedBinaries } from './embedded-binaries.ts';
import { parsePostmasterFile, saysReady } from './postmaster-file.ts';
import type { PostgresLog } from './postgres-log.ts';
import type { SystemUser } from './system-user.ts';

/** The superuser of an embedded cluster. Its socket lies in a directory that only it and root can enter. */
export const SUPERUSER = 'citybrain';

export interface PostgresProcessOptions {
  readonly binaries: EmbeddedBinaries;
  /** As initdb made it. */
  readonly clusterDirectory: string;
  readonly socketDirectory: string;
  /** Server settings by name, over those in the cluster's files. */
  readonly settings: Readonly<Record<string, string>>;
  /** Who it runs as when that is not this process's user. */
  readonly user: SystemUser | undefined;
  readonly log: PostgresLog;
  readonly onProgress: (line: string) => void;
}

/** How to reach a database of the cluster. */
export const connectionTo = (socketDirectory: string, database: string): ClientConfig => ({
  host: socketDirectory,
  port: 5432,
  user: SUPERUSER,
  database,
  ssl: false,
});

const POLL_MS = 25;
const SLOW_START_MS = 10_000;
const STOP_PATIENCE_MS = 30_000;
const IMMEDIATE_PATIENCE_MS = 10_000;
const FAULT_LINES = 12;

/**
 * One run of PostgreSQL's main process.
 *
 *     starting ──► ready ──► stopping ──► ended
 *         └──────────┴──── dies ────────────▲
 *
 * It gets a process group of its own, so that Ctrl-C reaches the server alone
 * and the database outlives the drain.
 */
export class PostgresProcess {
  readonly pid: number;
  /** Settles when it has ended, for whatever reason. */
  readonly ended: Promise<void>;
  readonly #child: ChildProcess;
  readonly #killWithUs: () => void;

  /** Starts it and waits until it takes connections, however long it recovers. @throws Fault STORE-101 with its last lines. */
  static async start(options: PostgresProcessOptions): Promise<PostgresProcess> {
    const logStart = options.log.sizeBytes;
    const child = spawn(programPath(options.binaries, 'postgres'), serverArguments(options), {
      cwd: '/',
      detached: true,
      // Nothing of our PG… variables, and no locale: the cluster has its own.
      env: { PATH: process.env.PATH },
      stdio: ['ignore', options.log.descriptor, options.log.descriptor],
      ...options.user,
    });
    try {
      await once(child, 'spawn');
    } catch (cause) {
      throw new Fault('STORE-101', spawnFailure(options.binaries, cause), { cause });
    }
    const postgres = new PostgresProcess(child);
    try {
      await postgres.#waitUntilReady(options, logStart);
    } catch (error) {
      await postgres.stop();
      throw error;
    }
    return postgres;
  }

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.pid = child.pid ?? 0;
    // An exit that nobody planned takes the database along, in an orderly way.
    this.#killWithUs = () => this.#signal('SIGINT');
    process.once('exit', this.#killWithUs);
    this.ended = new Promise((resolve) => {
      child.once('exit', () => {
        process.off('exit', this.#killWithUs);
        resolve();
      });
    });
    child.on('error', () => undefined);
    child.unref();
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** Ends sessions, writes everything to the data files and stops; after 30 s at once, which the next start recovers from. */
  async stop(patienceMs = STOP_PATIENCE_MS): Promise<void> {
    this.#child.ref();
    this.#signal('SIGINT');
    if (await this.#endsWithin(patienceMs)) return;
    this.#signal('SIGQUIT');
    if (await this.#endsWithin(IMMEDIATE_PATIENCE_MS)) return;
    throw new Fault('STORE-107', `process ${this.pid} (PostgreSQL) does not end`);
  }

  async #endsWithin(patienceMs: number): Promise<boolean> {
    const timer = new AbortController();
    await Promise.race([this.ended, sleep(patienceMs, undefined, { signal: timer.signal }).catch(() => undefined)]);
    timer.abort();
    return this.hasEnded;
  }

  /** An attempt that comes too early is a line in PostgreSQL's log, so its own word comes first. */
  async #isReady({ clusterDirectory, socketDirectory }: PostgresProcessOptions): Promise<boolean> {
    const text = await readFile(join(clusterDirectory, 'postmaster.pid'), 'utf8').catch(() => '');
    return parsePostmasterFile(text)?.pid === this.pid && saysReady(text) && takesConnections(socketDirectory);
  }

  #signal(signal: NodeJS.Signals): void {
    // Only while Node.js still holds the child is the pid certainly its own.
    if (!this.hasEnded) this.#child.kill(signal);
  }

  async #waitUntilReady(options: PostgresProcessOptions, logStart: number): Promise<void> {
    let tellAt = performance.now() + SLOW_START_MS;
    while (!(await this.#isReady(options))) {
      if (this.hasEnded) {
        const lines = options.log.lastLines(FAULT_LINES, logStart);
        throw new Fault('STORE-101', `PostgreSQL ended while it started:\n${lines.join('\n')}`);
      }
      if (performance.now() >= tellAt) {
        options.onProgress(`PostgreSQL is still recovering: ${options.log.lastLines(1, logStart).join('')}`);
        tellAt += SLOW_START_MS;
      }
      await sleep(POLL_MS);
    }
  }
}

const serverArguments = (options: PostgresProcessOptions): string[] => [
  ...['-D', options.clusterDirectory],
  ...['-c', 'listen_addresses='],
  ...['-c', `unix_socket_directories=${options.socketDirectory}`],
  ...['-c', 'unix_socket_permissions=0700'],
  ...Object.entries(options.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
];

function spawnFailure(binaries: EmbeddedBinaries, cause: unknown): string {
  const program = programPath(binaries, 'postgres');
  const { code } = cause as NodeJS.ErrnoException;
  if (code === 'ENOENT') return `${program} does not run here: its C library (glibc) is missing. Set DATABASE_URL`;
  return `${program} could not be run: ${String(cause)}`;
}

/** Whether a session can be opened. @throws what is wrong beyond "not yet". */
async function takesConnections(socketDirectory: string): Promise<boolean> {
  const client = new Client({ ...connectionTo(socketDirectory, 'postgres'), connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    const known = storeError(error);
    if (isConnectionLoss(known) && known.canRetry) return false;
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}
