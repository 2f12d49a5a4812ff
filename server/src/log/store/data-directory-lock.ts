import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Fault } from '../../observe/fault.ts';

/** What a server tells about itself to others that want its data directory. */
export interface RunningServer {
  readonly pid: number;
  readonly host: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** Where it answers, once it does. */
  readonly url?: string;
  /** Its PostgreSQL, once that takes connections: the embedded one's socket directory. */
  readonly socketDirectory?: string;
}

/** The right to a data directory. */
export interface DataDirectoryLock {
  readonly server: RunningServer;
  /** Adds to what is told. */
  tell(more: Partial<RunningServer>): void;
  release(): void;
}

const LOCK_FILE = 'server.lock';
const SERVER_FILE = 'server.json';
const SQLITE_BUSY = 5;

/**
 * Takes the right to `directory`, which is made when missing. The lock is the
 * kernel's, on a file that SQLite holds open exclusively: it ends with its
 * process however that ends, so nothing is ever left over to be judged or taken
 * over, not after a kill, a reboot or the reuse of a pid. The file stays, empty.
 * @throws Fault STORE-102 (held by another), STORE-108 (not writable).
 */
export function lockDataDirectory(directory: string, startedAt: Date): DataDirectoryLock {
  const hold = openExclusively(directory);
  let server: RunningServer = { pid: process.pid, host: hostname(), startedAt: startedAt.toISOString() };
  const tell = (more: Partial<RunningServer>): void => {
    server = { ...server, ...more };
    writeServer(directory, server);
  };
  tell({});
  return {
    get server() {
      return server;
    },
    tell,
    release() {
      rmSync(join(directory, SERVER_FILE), { force: true });
      hold.close();
    },
  };
}

/** What the last holder told. Of use only while the directory is locked. */
export function readRunningServer(directory: string): RunningServer | undefined {
  try {
    return JSON.parse(readFileSync(join(directory, SERVER_FILE), 'utf8')) as RunningServer;
  } catch {
    return undefined;
  }
}

function openExclusively(directory: string): DatabaseSync {
  let file: DatabaseSync | undefined;
  try {
    mkdirSync(directory, { recursive: true });
    file = new DatabaseSync(join(directory, LOCK_FILE), { timeout: 0 });
    file.exec('BEGIN EXCLUSIVE');
    return file;
  } catch (cause) {
    file?.close();
    if ((cause as { errcode?: number }).errcode === SQLITE_BUSY)
      throw new Fault('STORE-102', inUse(directory), { cause });
    throw new Fault('STORE-108', `${directory} can not be written to: ${String(cause)}`, { cause });
  }
}

function inUse(directory: string): string {
  const server = readRunningServer(directory);
  if (!server) return `${directory} is in use by a server that is just starting or stopping`;
  const where = server.url ? ` at ${server.url}` : '';
  return `${directory} is in use by the server with process id ${server.pid} on ${server.host}${where}, since ${server.startedAt}`;
}

/** Under another name first, so that no reader sees half of it. */
function writeServer(directory: string, server: RunningServer): void {
  const unfinished = join(directory, `${SERVER_FILE}.${process.pid}`);
  writeFileSync(unfinished, `${JSON.stringify(server, null, 2)}\n`, { mode: 0o644 });
  renameSync(unfinished, join(directory, SERVER_FILE));
}
