import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Fault } from '../../observe/fault.ts';
import { readRunningServer } from './data-directory-lock.ts';
import { openStore, openStoreForCommand, type Store, type StoreOptions } from './open-store.ts';
import { readProcess } from './process-identity.ts';
import { runProgram } from './run-program.ts';
import type { StoreEvent } from './store-event.ts';
import { waitUntil } from './wait-until.ts';

/** Opens a store, says where its PostgreSQL runs, and then just stays. */
const SERVER = `
  import { openStore } from '${new URL('./open-store.ts', import.meta.url).href}';
  try {
    const [dataDirectory, migrationsDirectory] = process.argv.slice(1);
    const store = await openStore({ dataDirectory, migrationsDirectory });
    console.log(store.postgresPid);
    process.stdin.on('end', () => store.close().then(() => process.exit(0))).resume();
  } catch (error) {
    console.log(error.code);
  }`;

let made: string;
let root: string;
let options: StoreOptions;
let progress: string[];
let events: StoreEvent[];
const opened: Store[] = [];
const servers: ChildProcess[] = [];

/** Making a cluster takes longer than most of these tests: it is made once and copied. */
beforeAll(async () => {
  made = await mkdtemp(join(tmpdir(), 'citybrain-made-'));
  await chmod(made, 0o755);
  await (await openStore({ dataDirectory: join(made, 'data'), migrationsDirectory: made })).close();
});
afterAll(() => rm(made, { recursive: true }));

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'citybrain-store-'));
  await chmod(root, 0o755);
  const migrationsDirectory = join(root, 'migrations');
  await mkdir(migrationsDirectory);
  await writeFile(join(migrationsDirectory, '0001-things.sql'), 'CREATE TABLE things (id int PRIMARY KEY, name text);');
  progress = [];
  events = [];
  options = {
    dataDirectory: join(root, 'data'),
    migrationsDirectory,
    onProgress: (line) => progress.push(line),
    onEvent: (event) => events.push(event),
  };
});

afterEach(async () => {
  const hadServers = servers.length > 0;
  for (const server of servers.splice(0))
    if (server.exitCode === null && server.signalCode === null) server.kill('SIGKILL');
  // What a killed server left running is stopped by the next start.
  if (hadServers && opened.length === 0) await open().catch(() => undefined);
  for (const store of opened.splice(0)) await store.close();
  await rm(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
});

/** The data directory with a cluster in it that was stopped in an orderly way. */
async function copyMade(): Promise<void> {
  expect(await runProgram('cp', ['-a', join(made, 'data'), options.dataDirectory])).toMatchObject({ status: 0 });
}

async function open(more: Partial<StoreOptions> = {}): Promise<Store> {
  const store = await openStore({ ...options, ...more });
  opened.push(store);
  return store;
}

/** A server in a process of its own; resolves with what it says first: its PostgreSQL's pid or the code of its fault. */
async function startServer() {
  const args = ['--input-type=module-typescript', '-e', SERVER, options.dataDirectory, options.migrationsDirectory!];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  servers.push(child);
  const [said] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { child, said };
}

async function killServer(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

const insert = (store: Store, id: number): Promise<number> =>
  store.database.execute('INSERT INTO things VALUES ($1, $2)', [id, '北仲路积水']);
const ids = async (store: Store): Promise<number[]> =>
  (await store.database.query<{ id: number }>('SELECT id FROM things ORDER BY id')).map(({ id }) => id);
const isAlive = async (pid: number): Promise<boolean> => (await readProcess(pid)) !== undefined;

describe('opening the store', () => {
  it('makes it, keeps its rows over a restart and stops PostgreSQL with all written', async () => {
    const first = await open();
    const pid = first.postgresPid!;
    await insert(first, 1);
    await first.close();
    await first.close();
    expect(await isAlive(pid)).toBe(false);
    expect(progress).toContain('applied 1 migrations: 0001-things');
    const second = await open();
    expect(await ids(second)).toEqual([1]);
    expect(await readFile(join(options.dataDirectory, 'postgres.log'), 'utf8')).not.toContain('recovery in progress');
  });

  it('is not disturbed by a cluster that a cut-off first start left half made', async () => {
    await mkdir(join(options.dataDirectory, 'postgres.unfinished', 'base'), { recursive: true });
    await insert(await open(), 1);
    expect(await readdir(options.dataDirectory)).not.toContain('postgres.unfinished');
  });

  it('works in a directory whose path is too long for a socket', async () => {
    const dataDirectory = join(root, 'a'.repeat(60), 'b'.repeat(60));
    const store = await open({ dataDirectory });
    await insert(store, 1);
    const { socketDirectory } = readRunningServer(dataDirectory)!;
    expect(dirname(socketDirectory!)).toBe(tmpdir());
    await store.close();
    await expect(stat(socketDirectory!)).rejects.toThrow('ENOENT');
  });
});

describe('opening a store that exists', () => {
  beforeEach(copyMade);

  it('is durable and finds Chinese by trigrams', async () => {
    const { database } = await open();
    await database.execute('CREATE EXTENSION pg_trgm');
    const [row] = await database.query(
      "SELECT show_trgm('积水') <> '{}' AS trigrams, current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit",
    );
    expect(row).toEqual({ trigrams: true, fsync: 'on', commit: 'on' });
  });

  it('refuses a second server, names the first and leaves it alone', async () => {
    const first = await open();
    first.announce('http://127.0.0.1:3000');
    await expect(openStore(options)).rejects.toMatchObject({ code: 'STORE-102' });
    await expect(openStore(options)).rejects.toThrow(`${process.pid}`);
    await insert(first, 1);
    expect(await ids(first)).toEqual([1]);
  });

  it('lets a command use the PostgreSQL of the running server, or start one of its own', async () => {
    const server = await open();
    await insert(server, 1);
    const beside = await openStoreForCommand(options);
    await insert(beside, 2);
    await beside.close();
    expect(await ids(server)).toEqual([1, 2]);
    await server.close();
    const alone = await openStoreForCommand(options);
    opened.push(alone);
    expect(await ids(alone)).toEqual([1, 2]);
  });

  it('leaves nothing running or locked when a migration fails', async () => {
    const broken = join(options.migrationsDirectory!, '0002-broken.sql');
    await writeFile(broken, 'SELECT 1 / 0');
    await expect(open()).rejects.toMatchObject({ code: 'STORE-110' });
    await rm(broken);
    await insert(await open(), 1);
  });

  it('says what is wrong when the files are of another major version', async () => {
    await writeFile(join(options.dataDirectory, 'postgres', 'PG_VERSION'), '17\n');
    await expect(open()).rejects.toThrow('was written by PostgreSQL 17, this is 18');
  });
});

describe('after a kill', () => {
  beforeEach(copyMade);

  it('of the server, the next start stops the PostgreSQL left running and goes on', async () => {
    const { child, said } = await startServer();
    const pid = Number(said);
    await killServer(child);
    expect(await isAlive(pid)).toBe(true);
    const store = await open();
    expect(await isAlive(pid)).toBe(false);
    expect(progress.join('\n')).toContain(`process ${pid}`);
    await insert(store, 1);
  });

  it('of server and PostgreSQL, the next start recovers what was committed', async () => {
    const { child, said } = await startServer();
    const beside = await openStoreForCommand(options);
    await insert(beside, 1);
    await killServer(child);
    process.kill(Number(said), 'SIGKILL');
    await beside.close();
    expect(await ids(await open())).toEqual([1]);
  });

  it('of the machine, a pid that now belongs to another process is not in the way, and that process lives on', async () => {
    const bystander = spawn('sleep', ['60'], { stdio: 'ignore', ...(await ownerOfCluster()) });
    const path = join(options.dataDirectory, 'postgres', 'postmaster.pid');
    const lines = [
      bystander.pid,
      join(options.dataDirectory, 'postgres'),
      1700000000,
      5432,
      '/nowhere',
      '',
      '  1  1',
      'ready',
    ];
    await writeFile(path, `${lines.join('\n')}\n`);
    await insert(await open(), 1);
    expect(await isAlive(bystander.pid!)).toBe(true);
    bystander.kill();
  });

  it('of the server, exactly one of several that start at once gets the directory', async () => {
    const { child } = await startServer();
    await killServer(child);
    const said = (await Promise.all([startServer(), startServer(), startServer()])).map((server) => server.said);
    expect(said.filter((line) => line === 'STORE-102')).toHaveLength(2);
    const winner = servers.find((server) => server.exitCode === null && server.signalCode === null);
    expect(said.some((line) => Number(line) > 0)).toBe(true);
    winner?.stdin?.end();
  });

  it('of PostgreSQL under a running server, it is started again and the pool recovers', async () => {
    const store = await open();
    await insert(store, 1);
    const pid = store.postgresPid!;
    const inFlight = store.database.query('SELECT pg_sleep(20)').catch((error: unknown) => error);
    await waitUntil(
      async () =>
        (
          await store.database.query(
            "SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(20)%' AND pid <> pg_backend_pid()",
          )
        ).length > 0,
      5_000,
    );
    process.kill(pid, 'SIGKILL');
    // Its sessions notice by themselves; a sleeping one at once.
    const lost = await inFlight;
    expect(lost).toBeInstanceOf(Fault);
    expect(lost).toMatchObject({ code: 'STORE-104', canRetry: true });
    expect(await waitUntil(() => events.some(({ type }) => type === 'PostgresRestarted'), 30_000)).toBe(true);
    expect(events.map(({ type }) => type)).toContain('PostgresStopped');
    expect(store.postgresPid).not.toBe(pid);
    await insert(store, 2);
    expect(await ids(store)).toEqual([1, 2]);
  });

  it('of PostgreSQL amid its restart, closing still ends in an orderly way', async () => {
    const store = await open();
    process.kill(store.postgresPid!, 'SIGKILL');
    await waitUntil(() => events.some(({ type }) => type === 'PostgresStopped'), 5_000);
    await store.close();
    expect(await isAlive(store.postgresPid!)).toBe(false);
    await insert(await open(), 1);
  });
});

describe.runIf(process.getuid?.() === 0)('as root in a closed directory', () => {
  it('keeps the database in a readable place and says where', async () => {
    await chmod(root, 0o700);
    const store = await open();
    await insert(store, 1);
    await store.close();
    const home = (await readFile(join(options.dataDirectory, 'postgres.location'), 'utf8')).trim();
    expect(progress.join('\n')).toContain(`${root} is closed to the database's user: the database lies in ${home}`);
    progress.length = 0;
    const again = await open();
    expect(await ids(again)).toEqual([1]);
    expect(progress).toEqual([]);
    await again.close();
    await rm(home, { recursive: true });
    await rm(join(options.dataDirectory, 'postgres.location'));
  });
});

describe.runIf(process.env.CITYBRAIN_TEST_POSTGRES_URL)('a given PostgreSQL', () => {
  it('is used as it is', async () => {
    const { openTestStore } = await import('./test-store.ts');
    const given = await openTestStore({ migrationsDirectory: null });
    const store = await open({ databaseUrl: given.databaseUrl });
    expect(store.kind).toBe('given');
    await insert(store, 1);
    await store.close();
    await given.close();
  });
});

async function ownerOfCluster(): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {};
  const { uid, gid } = await stat(join(options.dataDirectory, 'postgres'));
  return { uid, gid };
}
