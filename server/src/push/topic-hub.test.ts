import { parseTopicName, TOPIC_LAYERS, type CollectionChange, type Frame, type TopicName } from '@citybrain/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { principal } from '../access/test-kit/access-fixture.ts';
import { SCRIPT_TREE, scriptRegion, steps, type Step } from '../views/test-kit/city-script.ts';
import { RING_FRAMES } from './frame-ring.ts';
import { expectedContent, PushedCity, topicOf, type Screen } from './test-kit/screens.ts';

const ADMINISTRATOR = principal({ role: 'administrator' });
const DISPLAY = principal({ role: 'display', name: 'hall' });
const OF_STREET_A = principal({ role: 'supervisor', name: 'street A', scopeId: scriptRegion('A') });

const STREET_A = ['A', 'A1', 'A2', 'A1g'].map(scriptRegion);

type Move =
  | { readonly do: 'tick' | 'idle' }
  | { readonly do: 'watch' | 'unwatch'; readonly screen: number; readonly layer: number; readonly region: number }
  | { readonly do: 'drop' | 'come back'; readonly screen: number };

const screen = fc.nat({ max: 3 });
const watching = {
  screen,
  layer: fc.nat({ max: TOPIC_LAYERS.length - 1 }),
  region: fc.nat({ max: SCRIPT_TREE.size - 1 }),
};
const moves: fc.Arbitrary<Move> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('tick' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('idle' as const) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('watch' as const), ...watching }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('unwatch' as const), ...watching }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('drop' as const), screen }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('come back' as const), screen }) },
);
const scripts = fc.array(fc.oneof({ weight: 2, arbitrary: steps }, { weight: 3, arbitrary: moves }), {
  maxLength: 80,
  size: 'max',
});

function play(city: PushedCity, move: Step | Move): void {
  switch (move.do) {
    case 'tick':
      return city.tick();
    case 'idle':
      return city.idle();
    case 'watch':
    case 'unwatch':
      city.screens[move.screen]?.[move.do](topicOf(TOPIC_LAYERS[move.layer]!, move.region));
      return;
    case 'drop':
      return city.screens[move.screen]?.drop();
    case 'come back':
      return city.screens[move.screen]?.comeBack();
    case 'wait':
      return city.city.wait(move.minutes, () => city.tick());
    default:
      city.picture.apply(city.city.play(move));
  }
}

function openCity(): PushedCity {
  const city = new PushedCity();
  for (const who of [ADMINISTRATOR, DISPLAY, OF_STREET_A, ADMINISTRATOR]) city.screen(who);
  return city;
}

/** Each connected replica is what the picture says, at the picture's as-of. */
function expectTrue(city: PushedCity, { watched, principal: who }: Screen): void {
  for (const [name, { replica, key }] of watched) {
    if (key === null) continue;
    const topic = { layer: parseTopicName(name)!.layer, region: SCRIPT_TREE.indexOf(parseTopicName(name)!.scope) };
    const expected = expectedContent(city.picture, topic, who.fieldLevel);
    if (replica?.layer === 'measures') expect([name, replica.measures]).toEqual([name, expected]);
    else {
      const rows = replica?.rows ?? new Map();
      expect([name, new Map(rows)]).toEqual([name, expected]);
      expect([name, replica?.total]).toEqual([name, rows.size]);
    }
  }
}

const changesOf = (received: Screen['received']): Frame[] =>
  received.flatMap((message) => ('ok' in message ? (message.ok ? [...message.frames] : []) : [message]));

describe('screens that come, go, lose their connection and watch this and that', () => {
  it('[S1, S2, S3] show after every tick what the picture holds, and never meet a gap', () => {
    fc.assert(
      fc.property(scripts, (script) => {
        const city = openCity();
        for (const move of script) {
          const { ticks } = city;
          play(city, move);
          if (move.do === 'tick' && city.ticks > ticks) for (const one of city.screens) expectTrue(city, one);
        }
        city.tick();
        for (const one of city.screens) {
          expectTrue(city, one);
          expect(one.gaps).toBe(0);
        }
      }),
      { numRuns: 250 },
    );
  });

  it('[S4] see frames of a topic as one chain, whose revisions no other topic or life of a topic ever has', () => {
    fc.assert(
      fc.property(scripts, (script) => {
        const city = openCity();
        for (const move of script) play(city, move);
        const keyOf = new Map<number, string>();
        for (const { key, frame } of city.sent) {
          expect(frame.to).toBeGreaterThan(frame.from ?? -1);
          expect(keyOf.has(frame.to)).toBe(false);
          keyOf.set(frame.to, key);
          expect(keyOf.get(frame.from ?? -1) ?? key).toBe(key);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('[A2, A5] carry nothing of another street to a supervisor, and nothing personal or exact to a wall', () => {
    fc.assert(
      fc.property(scripts, (script) => {
        const city = openCity();
        for (const move of script) play(city, move);
        for (const { principal: who, received } of city.screens) {
          for (const { topic, change } of changesOf(received)) {
            if (!('put' in change)) continue;
            for (const row of (change as unknown as CollectionChange<Record<string, unknown>>).put) {
              const region = topic.startsWith('children') ? row['id'] : row['regionId'];
              if (who === OF_STREET_A) expect(STREET_A).toContain(region);
              if (who !== DISPLAY || !topic.startsWith('tickets')) continue;
              expect([row['title'], row['address']]).toEqual([null, null]);
              const isOutside = (row['flags'] as readonly string[]).includes('outside-regions');
              const label = SCRIPT_TREE.regions.find(({ id }) => id === region)?.labelPoint ?? null;
              expect(isOutside ? [null] : [null, label]).toContainEqual(row['point']);
            }
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('watching a topic', () => {
  const ticket = (id: number, region: number): Step => ({
    ...{ do: 'ticket', id, region, reported: 1, finish: [null, null], due: null, words: 0 },
  });
  const MEASURES = topicOf('measures', 0);

  it.each<[string, typeof ADMINISTRATOR, string, unknown]>([
    ['another street', OF_STREET_A, topicOf('tickets', SCRIPT_TREE.indexOf(scriptRegion('B'))), 'not-allowed'],
    ['what lies above', OF_STREET_A, topicOf('measures', 0), 'not-allowed'],
    ['an unknown region, which is told to nobody with a scope', OF_STREET_A, 'tickets|test:X', 'not-allowed'],
    ['an unknown region', ADMINISTRATOR, 'tickets|test:X', 'no-such-topic'],
    ['an unknown layer', ADMINISTRATOR, 'everything|test:D', 'no-such-topic'],
    ['no topic at all', ADMINISTRATOR, 'x', 'no-such-topic'],
    ['anything with a feed token', principal({ role: 'feed', feed: '*' }), topicOf('measures', 0), 'not-allowed'],
  ])('[A3] is refused for %s', (_, who, topic, code) => {
    const { hub } = new PushedCity();
    const { key, answer } = hub.watch(who, { topic: topic as TopicName, since: null });
    expect([key, answer]).toEqual([null, expect.objectContaining({ ok: false, code })]);
    expect(hub.topicCount).toBe(0);
  });

  it('[S2] begins with a snapshot, and goes on from what is held', () => {
    const city = new PushedCity();
    const one = city.screen(ADMINISTRATOR);
    expect(one.watch(MEASURES)).toMatchObject({ with: 'snapshot', frames: [{ from: null }] });
    one.drop();
    expect(one.watch(MEASURES)).toMatchObject({ with: 'current', frames: [] });
    one.drop();
    for (const id of [1, 2]) {
      play(city, ticket(id, 3));
      city.tick();
    }
    expect(one.watch(MEASURES)).toMatchObject({ with: 'frames', frames: [{}, {}] });
    expectTrue(city, one);
  });

  it('[S2] starts over after another epoch, after more frames than are kept, and after the topic was given up', () => {
    const city = new PushedCity();
    const one = city.screen(ADMINISTRATOR);
    one.watch(MEASURES);
    one.drop();
    city.epoch = 'second';
    expect(one.watch(MEASURES)).toMatchObject({ with: 'snapshot' });
    one.drop();
    const other = city.screen(ADMINISTRATOR);
    other.watch(MEASURES);
    for (let count = 0; count <= RING_FRAMES; count += 1) {
      play(city, { ...ticket(0, 3), due: count } as Step);
      city.city.wait(1, () => undefined);
      city.tick();
    }
    expect(one.watch(MEASURES)).toMatchObject({ with: 'snapshot' });
    for (const each of [one, other]) each.drop();
    city.idle();
    expect(city.hub.topicCount).toBe(0);
    expect(one.watch(MEASURES)).toMatchObject({ with: 'snapshot' });
  });

  it('[S1] between two ticks sees what comes and goes, or changes and changes back, all the same', () => {
    const city = new PushedCity();
    const [first, second] = [city.screen(ADMINISTRATOR), city.screen(ADMINISTRATOR)];
    first.watch(MEASURES);
    play(city, ticket(1, 3));
    for (const topic of [MEASURES, topicOf('tickets', 0), topicOf('latest', 0)]) second.watch(topic);
    play(city, { ...ticket(1, 3), finish: [null, 0] } as Step);
    city.city.wait(1, () => undefined);
    play(city, { ...ticket(1, 3), finish: [null, 0] } as Step);
    city.tick();
    expect(city.picture.openCount(0)).toBe(0);
    for (const one of [first, second]) expectTrue(city, one);
  });

  it('[S5, T2] sends one frame for each topic and tick, however much changed and many watch, and none for nothing', () => {
    const city = new PushedCity();
    const screens = Array.from({ length: 5 }, () => city.screen(DISPLAY));
    for (const one of screens) one.watch(topicOf('tickets', 0));
    for (const id of [1, 2, 3, 4]) play(city, ticket(id, 3));
    city.tick();
    expect(city.sent).toHaveLength(1);
    expect(city.sent[0]?.frame).toMatchObject({ asOf: city.picture.asOf, sequence: 4 });
    city.tick();
    expect([city.sent.length, city.ticks]).toEqual([1, 2]);
  });

  it('[S6] is the same topic for all who see the same, and another for those who see more', () => {
    const { hub, ...city } = new PushedCity();
    expect(city.ticks).toBe(0);
    for (const who of [DISPLAY, DISPLAY, ADMINISTRATOR, OF_STREET_A]) {
      hub.watch(who, { topic: topicOf('tickets', SCRIPT_TREE.indexOf(scriptRegion('A'))), since: null });
    }
    expect(hub.topicCount).toBe(2);
  });

  it('[S7] starts over after the picture was made anew', () => {
    const city = new PushedCity();
    const one = city.screen(ADMINISTRATOR);
    one.watch(MEASURES);
    city.hub.reset();
    city.epoch = 'second';
    one.drop();
    expect(one.watch(MEASURES)).toMatchObject({ with: 'snapshot' });
    expect(city.hub.topicCount).toBe(1);
  });
});
