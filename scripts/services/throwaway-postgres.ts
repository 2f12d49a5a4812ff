import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, existsSync, globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const START_TIMEOUT_MS = 30_000;
const POLL_MS = 100;

/** Where the distribution keeps the programs of its newest PostgreSQL, or null when it has none. */
export function findPostgres(): string | null {
  const places = [
    ...globSync('/usr/lib/postgresql/*/bin'),
    ...globSync('/{opt/homebrew,usr/local}/opt/postgresql@*/bin'),
  ];
  const version = (path: string): number => Number(/[/@](\d+)\/bin$/.exec(path)?.[1] ?? 0);
  const [newest] = places.filter((path) => existsSync(join(path, 'initdb'))).sort((a, b) => version(b) - version(a));
  return newest ?? null;
}

/** A PostgreSQL of our own with a fresh cluster on the loopback; `stop` ends it and removes its files. */
export interface ThrowawayPostgres {
  readonly url: string;
  stop(): Promise<void>;
}

/** @param programs the directory that holds `initdb` and `postgres`; throws when the server does not come up in 30 s */
export async function startThrowawayPostgres(programs: string): Promise<ThrowawayPostgres> {
  const directory = mkdtempSync(join(tmpdir(), 'citybrain-postgres-'));
  // A server that was killed together with us leaves no files.
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  const owner = unprivilegedOwner();
  if (owner) chownSync(directory, owner.uid, owner.gid);
  const password = initializeCluster(programs, directory, owner);
  const port = await freePort();
  const settings = [
    '-p',
    String(port),
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    `unix_socket_directories=${directory}`,
  ];
  const server = spawn(join(programs, 'postgres'), ['-D', join(directory, 'data'), ...settings], {
    cwd: directory,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...owner,
  });
  let log = '';
  server.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
  process.once('exit', () => server.kill('SIGQUIT'));
  await waitUntilReady(server, port, () => log);
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    stop: async () => {
      const exited = once(server, 'exit');
      // Fast shutdown: connections are closed, data are synced.
      if (server.exitCode === null && server.kill('SIGINT')) await exited;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root; then the distribution's own user runs it. */
function unprivilegedOwner(): Owner | null {
  if (process.getuid?.() !== 0) return null;
  const idOf = (kind: '-u' | '-g'): number => Number(execFileSync('id', [kind, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

function initializeCluster(programs: string, directory: string, owner: Owner | null): string {
  const password = randomBytes(12).toString('hex');
  const passwordFile = join(directory, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (owner) chownSync(passwordFile, owner.uid, owner.gid);
  const data = join(directory, 'data');
  const access = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  // With locale C, trigrams of Chinese text would be empty.
  const text = ['--locale=C.UTF-8', '--encoding=UTF8'];
  execFileSync(join(programs, 'initdb'), ['-D', data, ...access, ...text], { cwd: directory, stdio: 'pipe', ...owner });
  return password;
}

async function waitUntilReady(server: ChildProcess, port: number, log: () => string): Promise<void> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (!log().includes('ready to accept connections') || !(await accepts(port))) {
    if (server.exitCode !== null || performance.now() > deadline) {
      server.kill('SIGQUIT');
      throw new Error(`PostgreSQL did not come up:\n${log()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function accepts(port: number): Promise<boolean> {
  const socket = createConnection({ port, host: '127.0.0.1' });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
