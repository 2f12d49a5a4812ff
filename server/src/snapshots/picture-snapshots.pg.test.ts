import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant, type Instant } from '@citybrain/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compose, type CityServer } from '../compose.ts';
import { readConfig } from '../config.ts';
import { schematicRegions } from '../default-regions.ts';
import { openTestStore, type TestStore } from '../log/store/test-store.ts';
import { RegionStore } from '../log/region-store.ts';
import { PostgresEventLog } from '../log/postgres-event-log.ts';

const FEED = { name: 'test', home: null, zone: 'Asia/Shanghai' };

let store: TestStore;
let directory: string;
const servers: CityServer[] = [];

beforeEach(async () => {
  store = await openTestStore();
  directory = mkdtempSync(join(tmpdir(), 'citybrain-snapshots-'));
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
  await store.close();
  rmSync(directory, { recursive: true, force: true });
});

async function start(settings: Record<string, string> = {}): Promise<CityServer> {
  const environment = { DATABASE_URL: store.databaseUrl, CITYBRAIN_DATA: directory, PORT: '0', CITYBRAIN_DEMO: '0' };
  const config = readConfig({ ...environment, CITYBRAIN_LOG_LEVEL: 'fatal', ...settings }, directory);
  const server = await compose({ config });
  servers.push(server);
  return server;
}

async function stop(server: CityServer): Promise<void> {
  servers.splice(servers.indexOf(server), 1);
  await server.close();
}

async function take({ intake }: CityServer, name: string, count: number): Promise<void> {
  const at = (minutesAgo: number): string => new Date(Date.now() - minutesAgo * 60_000).toISOString();
  const items = Array.from({ length: count }, (_, index) => ({
    ...{ index, fault: null, raw: () => Buffer.alloc(0) },
    value: {
      ...{ kind: 'ticket', id: `${name}-${index}`, title: '路灯不亮', reportedAt: at(300), category: 'E0110' },
      ...(index % 3 === 0
        ? { dueAt: at(-600) }
        : index % 3 === 1
          ? { dueAt: at(60) }
          : { closedAt: at(30), status: 'closed' }),
    },
  }));
  const { accepted } = await intake.take(items, FEED);
  expect(accepted).toBe(count);
}

/** What the picture says of every region, at one as-of. */
function told({ live }: CityServer, asOf: Instant): object {
  live.picture.advance(asOf);
  return {
    asOf: live.picture.asOf,
    sequence: live.picture.sequence,
    measures: live.city.tree.regions.map((_, region) => live.picture.measures(region)),
    open: [...live.picture.allOpenTickets()]
      .map(({ id, ticket }) => ({ id, ticket }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    latest: live.picture.latest(0),
  };
}

const snapshots = (): string[] => readdirSync(join(directory, 'snapshots')).sort();

describe('a server with a store', () => {
  it('[V9] goes on from its snapshot and shows what one shows that reads the whole log', async () => {
    const first = await start();
    await take(first, 'a', 60);
    await first.snapshots?.makeNow();
    const held = first.snapshots?.sequence;
    await take(first, 'b', 30);
    await stop(first);
    expect(snapshots()).toHaveLength(1);
    const second = await start();
    expect(second.snapshots?.sequence).toBe(held);
    await take(second, 'c', 10);
    const asOf = instant(Date.now() + 60_000);
    const again = told(second, asOf);
    await stop(second);
    const plain = await start({ CITYBRAIN_SNAPSHOT_EVENTS: '0' });
    expect(plain.snapshots).toBeNull();
    expect(again).toEqual(told(plain, asOf));
  });

  it('[V10] takes the one before where the newest is damaged, and the log where there is no other', async () => {
    const first = await start();
    await take(first, 'a', 20);
    await first.snapshots?.makeNow();
    const older = first.snapshots?.sequence;
    await take(first, 'b', 20);
    await first.snapshots?.makeNow();
    await stop(first);
    for (const sequence of [older, 0]) {
      const path = join(directory, 'snapshots', snapshots().findLast((name) => !isDamaged(name)) ?? '');
      const bytes = readFileSync(path);
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
      writeFileSync(path, bytes);
      damaged.push(path);
      const server = await start();
      expect(server.snapshots?.sequence).toBe(sequence);
      expect(server.live.picture.openCount(0)).toBe(28);
      await stop(server);
    }
  });

  it('[V10] makes its picture of the whole log where the regions were replaced meanwhile', async () => {
    const first = await start();
    await take(first, 'a', 20);
    await first.snapshots?.makeNow();
    await stop(first);
    const regions = new RegionStore(store.database, new PostgresEventLog(store.database));
    await regions.replace({ ...schematicRegions(), origin: 'others' }, 'user:test', instant(Date.now()));
    const second = await start();
    expect(second.snapshots?.sequence).toBe(0);
    expect(second.live.city.set.version).toBe(2);
    expect(second.live.picture.openCount(0)).toBe(14);
    await second.snapshots?.makeNow();
    await stop(second);
    expect((await start()).snapshots?.sequence).toBeGreaterThan(0);
  });

  it('[V10] forgets a snapshot of a log that its store no longer is', async () => {
    const first = await start();
    await take(first, 'a', 20);
    await first.snapshots?.makeNow();
    await stop(first);
    const other = await openTestStore();
    try {
      const server = await start({ DATABASE_URL: other.databaseUrl });
      expect(server.snapshots?.sequence).toBe(0);
      expect(server.live.picture.openCount(0)).toBe(0);
      await take(server, 'z', 40);
      await server.snapshots?.makeNow();
      const held = server.snapshots?.sequence;
      await stop(server);
      const again = await start({ DATABASE_URL: other.databaseUrl });
      expect(again.snapshots?.sequence).toBe(held);
      await stop(again);
    } finally {
      await other.close();
    }
  });

  it('tells of its snapshots in its metrics', async () => {
    const server = await start();
    await take(server, 'a', 5);
    await server.snapshots?.makeNow();
    const { body } = await server.app.inject({ url: '/metrics' });
    expect(body).toMatch(new RegExp(`citybrain_snapshot_sequence ${server.live.picture.sequence}\n`));
    expect(body).toMatch(/citybrain_snapshot_bytes [1-9]/);
    expect(body).toMatch(/citybrain_snapshot_failures 0/);
  });
});

const damaged: string[] = [];
const isDamaged = (name: string): boolean => damaged.some((path) => path.endsWith(name));
