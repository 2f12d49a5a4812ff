import type { TopicName } from '@citybrain/protocol';
import { describe, expect, it } from 'vitest';
import { principal } from '../access/test-kit/access-fixture.ts';
import { SCRIPT_TREE, scriptRegion, type Step } from '../views/test-kit/city-script.ts';
import type { TopicView } from '../../../packages/live-client/src/index.ts';
import { CLOGGED_BYTES, CLOGGED_MS, HEARTBEAT_MS } from './audience.ts';
import { RING_FRAMES } from './frame-ring.ts';
import { PushedCity, topicOf, type TestScreen } from './test-kit/screens.ts';
import { SNAPSHOT_KEPT_MS } from './topic.ts';

const ADMINISTRATOR = principal({ role: 'administrator' });
const DISPLAY = principal({ role: 'display', name: 'hall' });
const OF_STREET_A = principal({ role: 'supervisor', name: 'street A', scopeId: scriptRegion('A') });

const MEASURES = topicOf('measures', 0);
const TICKETS = topicOf('tickets', 0);

const ticket = (id: number, region = 3): Extract<Step, { do: 'ticket' }> => ({
  ...{ do: 'ticket', id, region, reported: 1, finish: [null, null], due: null, words: 0 },
});

/** The frames that a screen was sent since `from`, as `from revision or null`. */
const framesOf = (one: TestScreen): string[] =>
  one.received.map(({ topic, from }) => `${topic.split('|')[0]} ${from === null ? 'snapshot' : 'frame'}`);

const openShown = (one: TestScreen): number | undefined => {
  const replica = one.watched.get(MEASURES)?.replica;
  return replica?.layer === 'measures' ? replica.measures.open : undefined;
};

describe('watching a topic', () => {
  it.each<[string, typeof ADMINISTRATOR, string, string]>([
    ['another street', OF_STREET_A, topicOf('tickets', SCRIPT_TREE.indexOf(scriptRegion('B'))), 'not-allowed'],
    ['what lies above', OF_STREET_A, MEASURES, 'not-allowed'],
    ['an unknown region, which is told to nobody with a scope', OF_STREET_A, 'tickets|test:X', 'not-allowed'],
    ['an unknown region', ADMINISTRATOR, 'tickets|test:X', 'no-such-topic'],
    ['an unknown layer', ADMINISTRATOR, 'everything|test:D', 'no-such-topic'],
    ['an unknown filter', ADMINISTRATOR, 'tickets:blue|test:D', 'no-such-topic'],
    ['no topic at all', ADMINISTRATOR, 'x', 'no-such-topic'],
    ['anything with a feed token', principal({ role: 'feed', feed: '*' }), MEASURES, 'not-allowed'],
  ])('[A3] is refused for %s', (_, who, topic, code) => {
    const city = new PushedCity();
    expect(city.hub.watch(who, topic as TopicName)).toMatchObject({ topic: null, code });
    expect(city.hub.topicCount).toBe(0);
  });

  it('[S2] begins with a snapshot, and goes on from what is held by one merged frame', () => {
    const city = new PushedCity();
    const [one, other] = [city.screen(ADMINISTRATOR), city.screen(ADMINISTRATOR)];
    one.watch(MEASURES);
    other.watch(MEASURES);
    one.drop();
    one.comeBack();
    expect(framesOf(one)).toEqual(['measures snapshot']);
    one.drop();
    for (const id of [1, 2]) {
      city.play(ticket(id));
      city.tick();
    }
    one.comeBack();
    expect(framesOf(one)).toEqual(['measures snapshot', 'measures frame']);
    expect(openShown(one)).toBe(2);
  });

  it('[S2] starts over after more frames than are kept, and after the topic was given up', () => {
    const city = new PushedCity();
    const [one, other] = [city.screen(ADMINISTRATOR), city.screen(ADMINISTRATOR)];
    for (const each of [one, other]) each.watch(MEASURES);
    one.drop();
    for (let count = 0; count <= RING_FRAMES; count += 1) {
      city.play(ticket(count));
      city.tick();
    }
    one.comeBack();
    expect(framesOf(one)).toEqual(['measures snapshot', 'measures snapshot']);
    for (const each of [one, other]) each.drop();
    city.idle();
    expect(city.hub.topicCount).toBe(0);
    one.comeBack();
    expect(framesOf(one)).toHaveLength(3);
    expect(openShown(one)).toBe(RING_FRAMES + 1);
  });

  it('[S7] starts over from another epoch after the server started anew', () => {
    const city = new PushedCity();
    const one = city.screen(ADMINISTRATOR);
    one.watch(MEASURES);
    city.play(ticket(1));
    city.restart();
    one.comeBack();
    expect(framesOf(one)).toEqual(['measures snapshot', 'measures snapshot']);
    expect(openShown(one)).toBe(1);
  });

  it('[S1] between two ticks sees what comes and goes, or changes and changes back, all the same', () => {
    const city = new PushedCity();
    const [first, second] = [city.screen(ADMINISTRATOR), city.screen(ADMINISTRATOR)];
    first.watch(MEASURES);
    city.play(ticket(1));
    for (const topic of [MEASURES, TICKETS, topicOf('latest', 0)]) second.watch(topic);
    city.play({ ...ticket(1), finish: [null, 0] });
    city.city.wait(1, () => undefined);
    city.play({ ...ticket(1), finish: [null, 0] });
    city.tick();
    expect([openShown(first), openShown(second)]).toEqual([0, 0]);
    expect(second.watched.get(TICKETS)?.replica).toMatchObject({ total: 0, rows: new Map() });
  });

  it('[S16] of tickets by a filter holds those that pass it, as they come to and cease to', () => {
    const city = new PushedCity();
    const one = city.screen(ADMINISTRATOR);
    const overdue = topicOf('tickets', 0, 'overdue');
    const shown = (): unknown[] => {
      const replica = one.watch(overdue).replica;
      return replica && replica.layer === 'tickets' ? [replica.total, ...replica.rows.keys()] : [];
    };
    city.play({ ...ticket(1), due: 30 });
    city.play({ ...ticket(2), due: 600 });
    expect(shown()).toEqual([0]);
    city.city.wait(60, () => city.tick());
    city.tick();
    expect(shown()).toEqual([1, '1']);
    city.play({ ...ticket(1), finish: [0, 0] });
    city.tick();
    expect(shown()).toEqual([0]);
  });
});

describe('a tick', () => {
  it('[S5, T2] is one message, made once for all who watch the same, and says what it is true of', () => {
    const city = new PushedCity();
    const screens = Array.from({ length: 5 }, () => city.screen(DISPLAY));
    for (const one of screens) for (const topic of [TICKETS, MEASURES]) one.watch(topic);
    city.tick();
    for (const one of screens) one.wire!.isStuck = true;
    for (const id of [1, 2, 3, 4]) city.play(ticket(id));
    city.tick();
    const sent = screens.map(({ wire }) => wire!.waiting);
    expect(sent.map(({ length }) => length)).toEqual([1, 1, 1, 1, 1]);
    expect(new Set(sent.flat()).size).toBe(1);
    expect(JSON.parse(sent[0]![0]!)).toMatchObject([
      'tick',
      { asOf: city.picture.asOf, sequence: 4, tickMs: 250, frames: [{ topic: TICKETS }, { topic: MEASURES }] },
    ]);
  });

  it('[S5] without change is sent once a second', () => {
    const city = new PushedCity();
    const one = city.screen(DISPLAY);
    one.watch(MEASURES);
    city.tick(HEARTBEAT_MS);
    const before = city.audience.sentCount;
    for (let count = 0; count < 8; count += 1) city.tick(HEARTBEAT_MS / 4);
    expect(city.audience.sentCount - before).toBe(2);
  });

  it('[S6] makes a topic once for all who see the same, and anew for those who see more', () => {
    const { hub } = new PushedCity();
    const topic = topicOf('tickets', SCRIPT_TREE.indexOf(scriptRegion('A')));
    for (const who of [DISPLAY, DISPLAY, ADMINISTRATOR, OF_STREET_A]) hub.watch(who, topic);
    expect(hub.topicCount).toBe(2);
  });

  it('[S5] makes nothing of a topic that nobody watches', () => {
    const city = new PushedCity();
    const one = city.screen(ADMINISTRATOR);
    one.watch(MEASURES);
    const { topic } = city.hub.watch(ADMINISTRATOR, MEASURES);
    one.drop();
    city.hub.unwatch(topic!);
    const { revision } = topic!;
    city.play(ticket(1));
    city.tick();
    expect(topic!.revision).toBe(revision);
    one.comeBack();
    expect(topic!.revision).toBeGreaterThan(revision);
    expect(openShown(one)).toBe(1);
  });
});

describe('a screen that does not take what it is sent', () => {
  function clogged() {
    const city = new PushedCity();
    const [slow, quick] = [city.screen(ADMINISTRATOR), city.screen(ADMINISTRATOR)];
    for (const one of [slow, quick]) one.watch(MEASURES);
    city.tick();
    slow.wire!.isStuck = true;
    const happen = (id: number): void => {
      city.play(ticket(id));
      city.tick();
    };
    for (let id = 0; id < 10; id += 1) happen(id);
    return { city, slow, quick, happen };
  }

  it('[S9] is taken off the ticks, and gets one merged frame when it has drained', () => {
    const { city, slow, quick, happen } = clogged();
    expect(city.audience.behindCount).toBe(1);
    expect(slow.wire!.waiting.length).toBeLessThan(6);
    expect(openShown(quick)).toBe(10);
    slow.wire!.isStuck = false;
    city.pump();
    const held = openShown(slow)!;
    expect(held).toBeLessThan(6);
    const before = slow.received.length;
    happen(10);
    expect(openShown(slow)).toBe(11);
    expect(slow.received.length - before).toBe(1);
    happen(11);
    expect([openShown(slow), city.audience.behindCount]).toEqual([12, 0]);
  });

  it('[S9] is cut off when it stays like that, and not before', () => {
    const { city, slow } = clogged();
    city.tick(CLOGGED_MS - 5_000);
    expect(slow.isConnected).toBe(true);
    city.tick(10_000);
    expect(slow.isConnected).toBe(false);
    expect(city.audience.behindCount).toBe(0);
  });

  it('[S9] is answered no further than it takes, and in order once it has drained', () => {
    const city = new PushedCity();
    const slow = city.screen(ADMINISTRATOR);
    slow.wire!.isStuck = true;
    for (let id = 0; id < 20; id += 1) slow.say('watch', { id, topic: MEASURES, since: null });
    slow.say('unwatch', { topic: MEASURES });
    expect(slow.wire!.backlogBytes).toBeLessThan(2 * CLOGGED_BYTES);
    expect(city.audience.subscriptionCount).toBe(1);
    slow.wire!.isStuck = false;
    for (let round = 0; round < 20; round += 1) {
      city.pump();
      city.tick();
    }
    expect(city.audience.subscriptionCount).toBe(0);
    expect(slow.isConnected).toBe(true);
  });

  it('[S9] is cut off when it asks on and on without taking the answers', () => {
    const city = new PushedCity();
    const slow = city.screen(ADMINISTRATOR);
    slow.wire!.isStuck = true;
    for (let id = 0; id < 500 && slow.isConnected; id += 1) slow.say('watch', { id, topic: MEASURES, since: null });
    expect(slow.isConnected).toBe(false);
  });

  it('[S2] of many who begin, all get the snapshot that was written a moment ago, and are led on from it', () => {
    const city = new PushedCity();
    const rowsOf = ({ replica }: TopicView): number | undefined =>
      replica?.layer === 'tickets' ? replica.rows.size : undefined;
    city.screen(ADMINISTRATOR).watch(TICKETS);
    city.play(ticket(1));
    city.tick();
    const second = city.screen(ADMINISTRATOR);
    expect(rowsOf(second.watch(TICKETS))).toBe(0);
    expect(second.momentOf(second.watch(TICKETS))?.sequence).toBeLessThan(city.picture.sequence);
    city.tick();
    expect(rowsOf(second.watch(TICKETS))).toBe(1);
    expect(second.momentOf(second.watch(TICKETS))?.sequence).toBe(city.picture.sequence);
    city.tick(SNAPSHOT_KEPT_MS);
    city.play(ticket(2));
    city.tick();
    expect(rowsOf(city.screen(ADMINISTRATOR).watch(TICKETS))).toBe(2);
  });
});

describe('a hidden screen', () => {
  it('[S13] is sent what changed in one frame, as seldom as it asked for, and every tick when it shows again', () => {
    const city = new PushedCity();
    const one = city.screen(ADMINISTRATOR);
    one.watch(MEASURES);
    city.tick();
    one.connection.pace(5_000);
    city.pump();
    city.tick(5_000);
    const before = one.received.length;
    for (let id = 0; id < 40; id += 1) {
      city.play(ticket(id));
      city.tick();
    }
    expect(one.received.length - before).toBeLessThanOrEqual(2);
    one.connection.pace(0);
    city.pump();
    city.tick();
    expect(openShown(one)).toBe(40);
    city.play(ticket(40));
    city.tick();
    expect(openShown(one)).toBe(41);
  });
});

describe('what a screen says', () => {
  it.each([
    ['watch', { id: 7, topic: 5, since: null }, 7],
    ['watch', { topic: MEASURES, since: null }, 0],
    ['watch', { id: 7, topic: MEASURES, since: { epoch: 'x' } }, 7],
    ['unwatch', { id: 3 }, 3],
    ['pace', { everyMs: -1 }, 0],
    ['pace', null, 0],
    ['toString', { id: 9 }, 9],
  ])('[S10] is answered when it is no message: %s %j', (name, body, id) => {
    const city = new PushedCity();
    const one = city.screen(ADMINISTRATOR);
    one.wire!.isStuck = true;
    one.say(name, body);
    expect(JSON.parse(one.wire!.waiting.at(-1)!)).toMatchObject(['answer', { id, ok: false, code: 'bad-request' }]);
  });
});
