import { HOUR_MS, instant, type Instant } from '@citybrain/domain';
import type { IntakeAnswer } from '@citybrain/protocol';
import { describe, expect, it } from 'vitest';
import { IntakeRefusedError } from './post-items.ts';
import { runSimulation, type SimulationRun } from './run-simulation.ts';
import type { SentItem } from './send.ts';
import { startSimulation } from './start-simulation.ts';
import { shanghai, tinyGeography } from './test-city.ts';

const NOW = shanghai('2026-11-18T12:00:00');
const item = (id: string, sendAt: number): SentItem => ({
  sendAt: instant(sendAt),
  kind: 'ticket',
  item: { id },
  dirt: null,
});
const past = (count: number): SentItem[] => Array.from({ length: count }, (_, at) => item(`t${at}`, NOW - 10_000 + at));

type Reply = (ids: readonly string[], attempt: number) => Response | Error;

/** A server, a clock that only sleeping moves, and what they saw. */
function fakeWorld(reply: Reply = accept) {
  const world = {
    now: NOW as number,
    requests: [] as { url: string; ids: string[]; at: number; authorization: string | null }[],
    sleeps: [] as number[],
    logs: [] as string[],
    stopping: new AbortController(),
    ports: {
      now: () => world.now,
      log: (message: string) => void world.logs.push(message),
      sleep: async (ms: number) => {
        world.sleeps.push(ms);
        world.now += ms;
      },
      fetch: async (url: string, init: RequestInit) => {
        const ids = (JSON.parse(init.body as string) as { id: string }[]).map(({ id }) => id);
        world.requests.push({ url, ids, at: world.now, authorization: new Headers(init.headers).get('authorization') });
        const answer = reply(ids, world.requests.length);
        if (answer instanceof Error) throw answer;
        return answer;
      },
    },
  };
  return world;
}

function accept(ids: readonly string[], _attempt = 1, rejected = 0): Response {
  const answer: IntakeAnswer = {
    ...{ received: ids.length, accepted: ids.length - rejected, duplicate: 0, rejected },
    ...{ rejections: [], flagged: [] },
  };
  return Response.json(answer);
}

const runOf = (items: Iterable<SentItem>, more: Partial<SimulationRun> = {}): SimulationRun => ({
  ...{ url: 'http://city.test/', token: 'secret', items, startsAt: instant(NOW - HOUR_MS), speed: 1 },
  ...more,
});
const run = (world: ReturnType<typeof fakeWorld>, items: Iterable<SentItem>, more?: Partial<SimulationRun>) =>
  runSimulation(runOf(items, more), world.ports, world.stopping.signal);

describe('runSimulation', () => {
  it('sends the past at once in batches, with the token, to the feed of each kind', async () => {
    const world = fakeWorld();
    const items = [...past(5), { ...item('s', NOW - 1), kind: 'station' as const }];
    const summary = await run(world, items, { batchSize: 2 });
    expect(world.requests.map(({ ids }) => ids)).toEqual([['t0', 't1'], ['t2', 't3'], ['t4'], ['s']]);
    expect(world.requests[0]).toMatchObject({
      ...{ url: 'http://city.test/api/v1/feeds/simulated-tickets/items', authorization: 'Bearer secret' },
    });
    expect(world.requests[3]?.url).toContain('/simulated-stations/');
    expect(world.sleeps).toEqual([]);
    expect(summary).toMatchObject({ sent: 6, accepted: 6, retries: 0 });
  });

  it('sends everything to one feed when given one', async () => {
    const world = fakeWorld();
    await run(world, [...past(1), { ...item('s', NOW - 1), kind: 'station' as const }], { feed: 'one' });
    expect(world.requests).toMatchObject([{ url: 'http://city.test/api/v1/feeds/one/items', ids: ['t0', 's'] }]);
  });

  it('sends nothing before its time, and then within half a second', async () => {
    const world = fakeWorld();
    await run(world, [item('a', NOW - 1), item('b', NOW + 30_000), item('c', NOW + 30_100), item('d', NOW + 30_400)]);
    expect(world.requests.map(({ ids, at }) => [at - NOW, ids])).toEqual([
      [0, ['a']],
      [30_000, ['b']],
      [30_500, ['c', 'd']],
    ]);
    expect(world.logs.join()).toContain('live');
  });

  it('runs the past at the given speed until it has caught up with the clock', async () => {
    const world = fakeWorld();
    const start = NOW - 2 * HOUR_MS;
    await run(world, [item('past', start + HOUR_MS), item('future', NOW + HOUR_MS)], {
      startsAt: instant(start),
      speed: 60,
    });
    const [first, second] = world.requests.map(({ at }) => at - NOW);
    expect(first).toBeGreaterThanOrEqual(60_000);
    expect(first).toBeLessThan(62_000);
    expect(second).toBeGreaterThanOrEqual(HOUR_MS);
    expect(second).toBeLessThan(HOUR_MS + 2000);
  });

  it('waits as long as a busy server asks and sends the same items again', async () => {
    const world = fakeWorld((ids, attempt) =>
      attempt <= 2 ? new Response('busy', { status: 503, headers: { 'retry-after': '3' } }) : accept(ids),
    );
    const summary = await run(world, past(2));
    expect(world.sleeps).toEqual([3000, 3000]);
    expect(world.requests.map(({ ids }) => ids)).toEqual([
      ['t0', 't1'],
      ['t0', 't1'],
      ['t0', 't1'],
    ]);
    expect(summary).toMatchObject({ sent: 2, accepted: 2, retries: 2 });
  });

  it('outlasts a server that is away, waiting longer each time, and loses nothing', async () => {
    const world = fakeWorld((ids, attempt) => (attempt <= 9 ? new TypeError('fetch failed') : accept(ids)));
    const summary = await run(world, past(3));
    expect(world.sleeps.slice(0, 4)).toEqual([500, 1000, 2000, 4000]);
    expect(Math.max(...world.sleeps)).toBe(30_000);
    expect(world.logs.filter((line) => line.includes('fetch failed'))).toHaveLength(1);
    expect(summary).toMatchObject({ sent: 3, accepted: 3, retries: 9 });
  });

  it('asks again when the answer breaks off, for the items may or may not have been taken', async () => {
    const broken = new Response(new ReadableStream({ start: (controller) => controller.error(new Error('reset')) }));
    const world = fakeWorld((ids, attempt) => (attempt === 1 ? broken : accept(ids)));
    expect(await run(world, past(1))).toMatchObject({ accepted: 1, retries: 1 });
  });

  it('counts what the intake rejects and goes on', async () => {
    const world = fakeWorld((ids) => accept(ids, 1, 1));
    expect(await run(world, past(4), { batchSize: 2 })).toMatchObject({ sent: 4, accepted: 2, rejected: 2 });
  });

  it('splits a body that is refused until the item at fault stands alone', async () => {
    const world = fakeWorld((ids) => (ids.includes('t2') ? new Response('no', { status: 413 }) : accept(ids)));
    expect(await run(world, past(4))).toMatchObject({ sent: 4, accepted: 3, rejected: 1 });
  });

  it('gives up with the reason when the token is wrong', async () => {
    const world = fakeWorld(() => new Response('unknown token', { status: 401 }));
    await expect(run(world, past(1))).rejects.toThrow(IntakeRefusedError);
  });

  it('stops in the midst of waiting', async () => {
    const world = fakeWorld(() => {
      world.stopping.abort();
      return new TypeError('fetch failed');
    });
    expect(await run(world, past(1))).toMatchObject({ sent: 0 });
  });
});

describe('startSimulation', () => {
  it('backfills a city, goes live and stops when told', async () => {
    const world = fakeWorld();
    const end: Instant = instant(NOW + 2 * HOUR_MS);
    const simulation = startSimulation({
      ...{
        url: 'http://city.test',
        token: 'secret',
        backfillHours: 3,
        stationBackfillHours: 1,
        geography: tinyGeography(),
      },
      ports: {
        ...world.ports,
        sleep: async (ms) => {
          await world.ports.sleep(ms);
          if (world.now >= end) simulation.stop();
        },
      },
    });
    const summary = await simulation.done;
    expect(summary.sent).toBeGreaterThan(5000);
    expect(world.requests.every(({ url }) => /simulated-(tickets|stations|incidents)/.test(url))).toBe(true);
    expect(world.logs.some((line) => line.includes('live after'))).toBe(true);
  });
});
