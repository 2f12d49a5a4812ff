import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { streamId } from '@citybrain/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { at, recordTicket } from '../../../packages/domain/src/test-kit/commands.ts';
import { requireDuty, type DutyGuard } from './duty-guard.ts';
import { DutyLock } from './duty-lock.ts';
import { PostgresEventLog } from './postgres-event-log.ts';
import { PostgresDatabase } from './store/postgres-database.ts';
import { openTestStore, type TestStore } from './store/test-store.ts';
import { decideAppend } from './test-kit/decide-append.ts';
import { halfOpenProxy } from './test-kit/half-open-proxy.ts';

const NOW = at(600);
const DUTY = 'timer';
const TAKEOVER = { timeout: 10_000, interval: 20 };
const HOLD_DUTY = fileURLToPath(new URL('./test-kit/hold-duty.ts', import.meta.url));

/** A server as far as its duty goes. */
interface DutyServer {
  readonly lock: DutyLock;
  readonly database: PostgresDatabase;
  /** What it was told. */
  readonly told: string[];
  readonly errors: unknown[];
}

describe('the lock of a duty', () => {
  let store: TestStore;
  let servers: DutyServer[];
  let children: ChildProcess[];
  beforeEach(async () => {
    store = await openTestStore();
    servers = [];
    children = [];
  });
  afterEach(async () => {
    for (const child of children) child.kill('SIGKILL');
    for (const { lock } of servers) lock.stop();
    await Promise.all(servers.map(({ database }) => database.close()));
    await store.close();
  });

  function begin(holder: string, { patienceMs = 2_000, url = store.databaseUrl } = {}): DutyServer {
    const database = new PostgresDatabase({ connectionString: url });
    const told: string[] = [];
    const errors: unknown[] = [];
    const lock = new DutyLock({
      ...{ database, name: DUTY, holder, everyMs: 30, patienceMs },
      onTaken: ({ epoch }) => told.push(`taken ${epoch}`),
      onLost: () => told.push('lost'),
      onError: (error) => errors.push(error),
    });
    const server = { lock, database, told, errors };
    servers.push(server);
    lock.start();
    return server;
  }

  /** A server in a process of its own; answers once it holds the duty. */
  async function beginProcess(patienceMs: number): Promise<{ child: ChildProcess; said: () => string }> {
    let text = '';
    const child = spawn(process.execPath, [HOLD_DUTY, store.databaseUrl, DUTY, String(patienceMs)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    children.push(child);
    await expect.poll(() => text, TAKEOVER).toContain('taken');
    return { child, said: () => text };
  }

  const guardOf = async ({ lock }: DutyServer): Promise<DutyGuard> => {
    await expect.poll(() => lock.guard, TAKEOVER).not.toBeNull();
    return lock.guard!;
  };

  const duties = (): Promise<object[]> => store.database.query('SELECT name, epoch, holder FROM duties');

  /** Ends every session that holds a lock of a duty. */
  const endHolder = (): Promise<object[]> =>
    store.database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_locks
       WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );

  it('[L17] is held by one of two servers, and by the other when the first gives it up', async () => {
    const first = begin('first');
    expect(await guardOf(first)).toEqual({ name: DUTY, epoch: 1 });
    const second = begin('second');
    await expect.poll(() => store.database.query(WANTING), TAKEOVER).toHaveLength(2);
    expect(second.told).toEqual([]);

    first.lock.stop();
    expect(first.told).toEqual(['taken 1', 'lost']);
    expect(await guardOf(second)).toEqual({ name: DUTY, epoch: 2 });
    expect(await duties()).toEqual([{ name: DUTY, epoch: 2, holder: 'second' }]);
  });

  it('[L17] passes on with a higher epoch each time when the session of the holder ends', async () => {
    const both = [begin('first'), begin('second')];
    const epochs: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      const highest = (): number => Math.max(...both.map(({ lock }) => lock.guard?.epoch ?? 0));
      await expect.poll(highest, TAKEOVER).toBeGreaterThan(round);
      epochs.push(highest());
      await endHolder();
    }
    expect(epochs).toEqual([1, 2, 3, 4]);
    for (const { told } of both) expect(told.join()).toMatch(/^(taken \d,lost,?)*(taken \d)?$/);
  });

  it('[L18] lets nothing be written under the guard of an earlier holder', async () => {
    const log = new PostgresEventLog(store.database);
    const append = (id: string, guard: DutyGuard): Promise<unknown> => {
      const record = recordTicket({ sourceId: id });
      return log.append([decideAppend(streamId('ticket', id), undefined, record, NOW)], NOW, requireDuty(guard));
    };
    const first = begin('first');
    const old = await guardOf(first);
    await append('a', old);
    first.lock.stop();
    const present = await guardOf(begin('second'));
    await expect(append('b', old)).rejects.toMatchObject({ code: 'DUTY-101', canRetry: false });
    expect([await log.head(), (await log.load([streamId('ticket', 'b')])).size]).toEqual([1, 0]);
    await append('b', present);
    expect(await log.head()).toBe(2);
  });

  it('[L18] makes the next holder wait for an append that has begun', async () => {
    const first = begin('first');
    const old = await guardOf(first);
    const second = begin('second');
    await store.database.transaction(async (transaction) => {
      await requireDuty(old)(transaction);
      first.lock.stop();
      await expect.poll(() => store.database.query(BLOCKED), TAKEOVER).toHaveLength(1);
      expect(second.told).toEqual([]);
    });
    expect((await guardOf(second)).epoch).toBeGreaterThan(old.epoch);
  });

  it('[L17] is given up when its connection has died without a word, and taken by another', async () => {
    const proxy = await halfOpenProxy(store.databaseUrl);
    try {
      const first = begin('first', { url: proxy.databaseUrl, patienceMs: 400 });
      await guardOf(first);
      const second = begin('second');
      proxy.fallSilent();
      await expect.poll(() => first.told, TAKEOVER).toEqual(['taken 1', 'lost']);
      expect(first.errors).toMatchObject([{ code: 'STORE-104' }]);
      expect((await guardOf(second)).epoch).toBe(2);
    } finally {
      await proxy.close();
    }
  });

  it('[L17] is given up when another took it past the lock', async () => {
    const first = begin('first');
    await guardOf(first);
    await store.database.execute('UPDATE duties SET epoch = 7');
    await expect.poll(() => first.told, TAKEOVER).toEqual(['taken 1', 'lost', 'taken 8']);
  });

  it('[L17] passes on within 10 seconds when the process of its holder is killed', async () => {
    const { child } = await beginProcess(2_000);
    const second = begin('second');
    child.kill('SIGKILL');
    expect((await guardOf(second)).epoch).toBe(2);
  });

  it('[L17] passes on within 10 seconds when its holder stands still, which learns of it when it goes on', async () => {
    const { child, said } = await beginProcess(2_000);
    const second = begin('second');
    child.kill('SIGSTOP');
    expect((await guardOf(second)).epoch).toBe(2);
    child.kill('SIGCONT');
    await expect.poll(said, TAKEOVER).toBe('taken 1\nlost\n');
  });
});

/** Sessions of servers that want or hold the duty. */
const WANTING = `SELECT pid FROM pg_stat_activity WHERE datname = current_database()
  AND pid <> pg_backend_pid() AND (query LIKE '%pg_try_advisory_lock%' OR query LIKE '%FROM duties%')`;

/** Sessions that wait to raise the epoch. */
const BLOCKED = `SELECT pid FROM pg_stat_activity WHERE datname = current_database()
  AND wait_event_type = 'Lock' AND query LIKE '%INSERT INTO duties%' AND pid <> pg_backend_pid()`;
