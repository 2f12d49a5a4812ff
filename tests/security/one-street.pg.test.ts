/**
 * A supervisor of one street asks every route and watches every topic; a canary
 * planted in another street is in no answer and no frame.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RegionId } from '@citybrain/domain';
import { TOPIC_FILTERS, TOPIC_LAYERS, topicName, type PackedFrame, type WatchAnswer } from '@citybrain/protocol';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compose, type CityServer } from '../../server/src/compose.ts';
import { readConfig } from '../../server/src/config.ts';
import { openTestStore, type TestStore } from '../../server/src/log/store/test-store.ts';

const HERE = 'nbs:370203005000' as RegionId; // 辽宁路街道
const THERE = 'nbs:370203030000' as RegionId; // 洛阳路街道
const CANARY = 'CANARY';
const POINT_HERE = { lon: 120.3285, lat: 36.0797 };

/** Regions whose names or ids must not show either: only their own street's are the supervisor's. */
const TRACES = [CANARY, THERE, '洛阳路'];

let store: TestStore;
let server: CityServer;
let url: string;
let directory: string;
let feedToken: string;

beforeAll(async () => {
  store = await openTestStore();
  directory = await mkdtemp(join(tmpdir(), 'citybrain-canary-'));
  const environment = { DATABASE_URL: store.databaseUrl, CITYBRAIN_DATA: directory, PORT: '0', CITYBRAIN_DEMO: '0' };
  server = await compose({ config: readConfig({ ...environment, CITYBRAIN_FRAMES_PER_SECOND: '20' }, directory) });
  url = await server.listen();
  const made = await server.accounts.tokens.create({ kind: 'feed', name: 'feed', scope: null, feed: 'test' }, null);
  if (!made.ok) throw new Error(made.refusal.message);
  feedToken = made.value.secret;
  await post([...itemsAt('here', POINT_HERE, 1), ...canaries(1)]);
});

afterAll(async () => {
  await server.close();
  await store.close();
  await rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
});

/** A ticket (open, and one closed), a station and an incident; `version` moves them on. */
function itemsAt(name: string, place: object, version: number): object[] {
  const at = (minute: number): string => new Date(Date.now() - 3_600_000 + minute * 60_000).toISOString();
  const ticket = { kind: 'ticket', title: `${name} title`, reportedAt: at(0), ...place, text: `${name} text` };
  const facts = { address: `${name} address`, unit: `${name} unit`, category: `${name} category`, channel: name };
  return [
    { ...ticket, ...facts, id: `${name}-open`, labels: { label: name }, updatedAt: at(version), priority: 'P1' },
    { ...ticket, ...facts, id: `${name}-closed`, closedAt: at(1), updatedAt: at(version) },
    { kind: 'station', id: `${name}-station`, name: `${name} station`, happenedAt: at(version), ...place },
    { kind: 'incident', id: `${name}-incident`, title: `${name} incident`, updatedAt: at(version), startsAt: at(0), status: 'started', venue: `${name} venue`, ...place, text: version === 1 ? name : `${name} again` },
  ]; // prettier-ignore
}

const canaries = (version: number): object[] => [
  ...itemsAt(CANARY, { regionCode: '370203030', lon: 120.3834, lat: 36.1416 }, version),
  // Without a place it counts at the district, which is not the supervisor's either.
  ...itemsAt(`${CANARY}-unplaced`, {}, version),
];

async function post(items: readonly object[]): Promise<void> {
  const answer = await fetch(`${url}/api/v1/feeds/test/items`, {
    method: 'POST',
    headers: { authorization: `Bearer ${feedToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(items),
  });
  const { rejections } = (await answer.json()) as { rejections: unknown[] };
  expect(rejections).toEqual([]);
}

async function supervisorCookie(): Promise<string> {
  const added = await server.accounts.users.add({
    name: `street-${Math.round(performance.now())}`,
    role: 'supervisor',
    scope: HERE,
  });
  if (!added.ok) throw new Error(added.refusal.message);
  const answer = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: added.value.code }),
  });
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}

async function displayToken(): Promise<string> {
  const made = await server.accounts.tokens.create({ kind: 'display', name: 'wall', scope: HERE, feed: null }, null);
  if (!made.ok) throw new Error(made.refusal.message);
  return made.value.secret;
}

async function canaryIds(): Promise<string[]> {
  const rows = await store.database.query<{ id: string }>(
    `SELECT id FROM tickets WHERE source_id LIKE '${CANARY}%' UNION SELECT id FROM stations WHERE source_id LIKE '${CANARY}%'
     UNION SELECT id FROM incidents WHERE source_id LIKE '${CANARY}%'`,
  );
  expect(rows).toHaveLength(8);
  return rows.map(({ id }) => id);
}

describe('a street is closed to the supervisor of another', () => {
  it('[A5] finds no trace of another street in the answer of any route', async () => {
    const ids = await canaryIds();
    const cookie = await supervisorCookie();
    const asked: string[] = [];
    const parameters = [THERE, HERE, 'nbs:370203000000', ...ids, '1', 'test', 'assets'];
    const queries = ['', `?scope=${THERE}`, `?scope=${HERE}`, '?scope=nbs:370203000000', '?status=closed', `?scope=${THERE}&status=closed`, `?cursor=${ids[0]}`]; // prettier-ignore
    for (const { method, url: path } of server.app.declaredRoutes) {
      if (method === 'HEAD' || (method === 'DELETE' && path === '/api/v1/session')) continue;
      for (const parameter of /[:*]/.test(path) ? parameters : ['']) {
        for (const query of method === 'GET' ? queries : ['']) {
          const target = path.replace(/:\w+|\*/, encodeURIComponent(parameter)) + query;
          const headers = { cookie, 'content-type': 'application/json', origin: url };
          const body = method === 'GET' ? {} : { body: '{}' };
          const answer = await fetch(url + target, { method, headers, redirect: 'manual', ...body });
          const text = await answer.text();
          // An answer may repeat what was asked for; it may not say more.
          const told = text.replaceAll(parameter || '\u0000', '').replaceAll(THERE, '');
          for (const trace of TRACES) expect(told, `${method} ${target}`).not.toContain(trace);
          if (answer.status === 200) expect(text, `${method} ${target}`).not.toContain(THERE);
          for (const id of ids) if (id !== parameter && !query.includes(id)) expect(told, target).not.toContain(id);
          asked.push(`${method} ${path} ${answer.status}`);
        }
      }
    }
    expect(new Set(asked.map((line) => line.split(' ')[1])).size).toBeGreaterThan(15);
    expect(asked).toContain('GET /api/v1/tickets 200');
  });

  it.each(['supervisor', 'display'] as const)(
    '[A5] sends a %s no frame with a trace of another street',
    async (kind) => {
      const ids = await canaryIds();
      const socket: Socket = io(url, {
      path: '/live',
      transports: ['websocket'],
      ...(kind === 'supervisor' ? { extraHeaders: { cookie: await supervisorCookie() } } : { auth: { token: await displayToken() } }),
    }); // prettier-ignore
      const heard: string[] = [];
      const frames: PackedFrame[] = [];
      socket.onAny((event: string, content: unknown) => heard.push(JSON.stringify([event, content])));
      socket.on('tick', (tick: { frames: PackedFrame[] }) => frames.push(...tick.frames));
      await new Promise<void>((resolve, reject) => socket.once('hello', () => resolve()).once('connect_error', reject));
      const watch = (topic: string): Promise<WatchAnswer> =>
        new Promise((resolve) => {
          socket.once('answer', resolve);
          socket.emit('watch', { id: 1, topic, since: null });
        });
      const watched: Record<string, number> = { yes: 0, no: 0 };
      const tree = server.live.city.tree;
      for (const region of tree.regions) {
        const names = TOPIC_LAYERS.map((layer) => topicName(layer, region.id));
        for (const topic of [...names, ...TOPIC_FILTERS.map((filter) => topicName('tickets', region.id, filter))]) {
          const answer = await watch(topic);
          const isOwn = tree.isWithin(tree.indexOf(region.id), tree.indexOf(HERE));
          if (isOwn && watched['yes'] === 100) continue;
          expect(answer.ok, topic).toBe(isOwn);
          watched[answer.ok ? 'yes' : 'no'] = (watched[answer.ok ? 'yes' : 'no'] ?? 0) + 1;
          if (answer.ok) heard.push(JSON.stringify(answer));
          if (answer.ok && watched['yes'] === 100) break;
        }
      }
      const version = kind === 'supervisor' ? 2 : 4;
      await post([...itemsAt('here', POINT_HERE, version), ...canaries(version)]);
      await expect.poll(() => frames.length, { timeout: 10_000 }).toBeGreaterThan(0);
      await sleep(300);
      socket.close();
      expect(watched['no']).toBeGreaterThan(5_000);
      for (const text of heard) {
        for (const trace of [...TRACES, ...ids]) expect(text).not.toContain(trace);
      }
      if (kind === 'supervisor') expect(heard.some((text) => text.includes('here title'))).toBe(true);
      else for (const text of heard) expect(text).not.toMatch(/here (title|address|text)/);
    },
  );
});
