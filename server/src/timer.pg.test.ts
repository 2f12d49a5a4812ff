import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY_MS, HOUR_MS } from '@citybrain/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compose, type CityServer } from './compose.ts';
import { readConfig } from './config.ts';
import { openTestStore, type TestStore } from './log/store/test-store.ts';

const TAKEOVER = { timeout: 10_000, interval: 20 };
const FEED = { name: 'f', home: null, zone: 'Asia/Shanghai' };

describe('the timers of two servers on one PostgreSQL', () => {
  let store: TestStore;
  let directory: string;
  let servers: CityServer[];
  beforeEach(async () => {
    store = await openTestStore();
    directory = mkdtempSync(join(tmpdir(), 'citybrain-timer-'));
    servers = [await openServer('one'), await openServer('other')];
  });
  afterEach(async () => {
    for (const server of servers) await server.close();
    await store.close();
    rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  });

  function openServer(name: string): Promise<CityServer> {
    const environment = { DATABASE_URL: store.databaseUrl, CITYBRAIN_DATA: join(directory, name), PORT: '0' };
    const quiet = { CITYBRAIN_DEMO: '0', CITYBRAIN_LOG_LEVEL: 'fatal' };
    return compose({ config: readConfig({ ...environment, ...quiet }, directory) });
  }

  const send = async (server: CityServer | undefined, ...items: object[]): Promise<void> => {
    const raw = items.map((item, index) => {
      const value = { kind: 'ticket', title: '路面积水', ...item };
      return { index, value, fault: null, raw: () => Buffer.from(JSON.stringify(value)) };
    });
    expect(await server?.intake.take(raw, FEED)).toMatchObject({ accepted: items.length });
  };

  const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();
  const overdue = (id: string): object => ({ id, reportedAt: ago(3 * DAY_MS), dueAt: ago(2 * DAY_MS) });

  /** How often each ticket has each mark, as the log says. */
  const marks = (): Promise<{ id: string; tier: string; count: number }[]> =>
    store.database.query(
      `SELECT source_id AS id, data->'mark'->>'tier' AS tier, count(*)::int AS count FROM events
       JOIN tickets ON stream = 'ticket-' || tickets.id WHERE caused_by = 'system:timer' GROUP BY 1, 2
       ORDER BY 1, min(events.version)`,
    );
  /** How often the duty went to a server. */
  const epochs = (): Promise<object[]> => store.database.query('SELECT epoch FROM duties');
  const allOnce = (...ids: string[]): object[] =>
    ids.flatMap((id) => ['warned', 'breached', 'purple'].map((tier) => ({ id, tier, count: 1 })));

  it('[D25] mark each deadline once, and the other goes on when the first one ends', async () => {
    const [one, other] = servers;
    await one?.listen();
    await expect.poll(epochs, TAKEOVER).toEqual([{ epoch: 1 }]);
    await other?.listen();
    await send(one, overdue('a'));
    await send(other, overdue('b'));
    await expect.poll(marks, TAKEOVER).toEqual(allOnce('a', 'b'));
    const [head] = await store.database.query<{ sequence: number }>('SELECT sequence FROM log_head');
    const seen = (): (number | undefined)[] => servers.map((server) => server.live.picture.sequence);
    await expect.poll(seen, TAKEOVER).toEqual([head?.sequence, head?.sequence]);
    expect([...(other?.live.picture.ripeTickets() ?? [])]).toEqual([]);

    await servers.shift()?.close();
    await send(other, overdue('c'));
    await expect.poll(marks, TAKEOVER).toEqual(allOnce('a', 'b', 'c'));
    expect(await epochs()).toEqual([{ epoch: 2 }]);
  });

  it('[D26] find what passed before they started, and leave alone what ended before it was heard of', async () => {
    const closed = { reportedAt: ago(3 * DAY_MS), dueAt: ago(2 * DAY_MS), closedAt: ago(DAY_MS) };
    const ahead = { reportedAt: ago(HOUR_MS), dueAt: ago(-DAY_MS) };
    await send(servers[0], overdue('a'), { id: 'closed', ...closed }, { id: 'ahead', ...ahead }, overdue('z'));
    expect(await marks()).toEqual([]);
    for (const server of servers) await server.listen();
    await expect.poll(marks, TAKEOVER).toEqual(allOnce('a', 'z'));
    const dated = await store.database.query<{ late: number }>(
      `SELECT extract(epoch FROM recorded_at - happened_at)::float8 AS late FROM events WHERE type = 'TicketClockBreached'`,
    );
    for (const { late } of dated) expect(Math.round(late / 86_400)).toBe(2);
  });
});
