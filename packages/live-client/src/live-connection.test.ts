import { describe, expect, test } from 'vitest';
import {
  CONNECTION_EVENTS,
  CONNECTION_STATES,
  CONNECTION_TRANSITIONS,
  type ConnectionEvent,
  type ConnectionStateName,
} from './connection-state.ts';
import { DEFAULT_PATIENCE, LiveConnection, shownMoment } from './live-connection.ts';
import { reconnectDelayMs } from './reconnect-delay.ts';
import { FakeClock } from './test-kit/fake-clock.ts';
import { FakeTransport, type FakeLink } from './test-kit/fake-transport.ts';
import { childRow, childrenFrame, DISTRICT, hello, measuresFrame, tick } from './test-kit/frames.ts';
import { EMPTY_VIEW, type TopicView } from './topic-book.ts';

function startConnection() {
  const clock = new FakeClock();
  const transport = new FakeTransport();
  const connection = new LiveConnection({ transport, clock, random: () => 1 });
  connection.start();
  return { clock, transport, connection };
}

type Bench = ReturnType<typeof startConnection>;

const say = ({ transport }: Bench): FakeLink['handlers'] => transport.last.handlers;

/** How to get a fresh connection into each state. */
const INTO: Record<ConnectionStateName, (bench: Bench) => void> = {
  connecting: () => undefined,
  live: (bench) => say(bench).hello(hello()),
  stale: (bench) => {
    INTO.live(bench);
    bench.clock.advance(DEFAULT_PATIENCE.tickMs);
  },
  reconnecting: (bench) => {
    say(bench).dropped();
    bench.clock.advance(500);
  },
  ended: (bench) => say(bench).refused('revoked'),
};

const HAPPEN: Record<ConnectionEvent, (bench: Bench) => void> = {
  hello: (bench) => say(bench).hello(hello()),
  tick: (bench) => say(bench).tick(tick(1_005_000)),
  silence: (bench) => bench.clock.advance(patienceIn(bench.connection.status.state)),
  drop: (bench) => say(bench).dropped(),
  end: (bench) => say(bench).refused('expired'),
};

/** Lets time pass with a tick each second. */
function liveOn(bench: Bench, ms: number): void {
  for (let passed = 0; passed < ms; passed += 1_000) {
    bench.clock.advance(1_000);
    say(bench).tick(tick(bench.clock.now()));
  }
}

const patienceIn = (state: ConnectionStateName): number =>
  ({ live: DEFAULT_PATIENCE.tickMs, stale: DEFAULT_PATIENCE.staleMs })[state as string] ?? DEFAULT_PATIENCE.helloMs;

const ALL = CONNECTION_STATES.flatMap((state) =>
  CONNECTION_EVENTS.map((event) => [state, event, CONNECTION_TRANSITIONS[state][event]] as const),
);

describe('the state of a connection', () => {
  test.each(ALL)('%s on %s becomes %s', (state, event, next) => {
    const bench = startConnection();
    INTO[state](bench);
    expect(bench.connection.status.state).toBe(state);
    HAPPEN[event](bench);
    expect(bench.connection.status.state).toBe(next);
  });

  test('a lost link is closed, and an event of it means nothing any more', () => {
    const bench = startConnection();
    INTO.live(bench);
    const old = bench.transport.last;
    bench.clock.advance(DEFAULT_PATIENCE.tickMs + DEFAULT_PATIENCE.staleMs);
    expect(old.isClosed).toBe(true);
    old.handlers.hello(hello());
    expect(bench.connection.status.state).toBe('reconnecting');
  });

  test('it tries for ever, ever more slowly, at most thirty seconds apart', () => {
    const bench = startConnection();
    for (let failure = 0; failure < 100; failure += 1) {
      say(bench).dropped();
      const opened = bench.transport.links.length;
      bench.clock.advance(reconnectDelayMs(failure, 1) - 1);
      expect(bench.transport.links).toHaveLength(opened);
      bench.clock.advance(1);
      expect(bench.transport.links).toHaveLength(opened + 1);
    }
  });

  test('a waiting attempt is made at once when the machine is online again', () => {
    const bench = startConnection();
    say(bench).dropped();
    const opened = bench.transport.links.length;
    bench.connection.online();
    bench.connection.online();
    expect(bench.transport.links.length).toBe(opened + 1);
  });

  test('a server that greets and drops at once is not asked faster and faster', () => {
    const bench = startConnection();
    for (let failure = 0; failure < 5; failure += 1) {
      say(bench).hello(hello());
      say(bench).dropped();
      bench.clock.advance(reconnectDelayMs(failure, 1));
    }
    expect(bench.connection.status.failures).toBe(5);
    say(bench).hello(hello());
    say(bench).tick(tick(1));
    expect(bench.connection.status.failures).toBe(0);
  });

  test('another version of the protocol ends it', () => {
    const bench = startConnection();
    say(bench).hello({ ...hello(), protocolVersion: 1 as 2 });
    expect(bench.connection.status).toMatchObject({ state: 'ended', ended: 'protocol' });
  });

  test('stopping closes the link and is final', () => {
    const bench = startConnection();
    INTO.live(bench);
    bench.connection.stop();
    expect(bench.transport.last.isClosed).toBe(true);
    bench.clock.advance(3_600_000);
    expect(bench.transport.links).toHaveLength(1);
    expect(bench.connection.status.ended).toBe('stopped');
  });

  test('ages go by the server’s clock', () => {
    const bench = startConnection();
    say(bench).hello(hello('one', 9_000_000));
    bench.clock.advance(1_500);
    expect(bench.connection.serverNow()).toBe(9_001_500);
  });
});

describe('a watched topic', () => {
  function watchChildren(bench: Bench) {
    const views: TopicView<'children'>[] = [];
    const stop = bench.connection.watch('children', DISTRICT, (view) => views.push(view));
    return { views, stop, last: () => views.at(-1), rows: () => [...(views.at(-1)?.replica?.rows.keys() ?? [])] };
  }
  const snapshot = (to = 4) => childrenFrame({ from: null, to }, [childRow('a', 1)]);

  function liveChildren() {
    const bench = startConnection();
    INTO.live(bench);
    const watched = watchChildren(bench);
    bench.transport.last.answer('snapshot', snapshot());
    return { bench, ...watched };
  }

  test('begins with nothing and shows the answer', () => {
    const { views, rows } = liveChildren();
    expect(views[0]).toEqual(EMPTY_VIEW);
    expect(rows()).toEqual(['a']);
  });

  test('shows frames together, at the tick', () => {
    const { bench, views, rows } = liveChildren();
    const shown = views.length;
    const frames = [
      childrenFrame({ from: 4, to: 5 }, [childRow('b', 1)]),
      childrenFrame({ from: 5, to: 6 }, [childRow('c', 1)]),
    ];
    say(bench).tick(tick(1_005_250, frames));
    expect(views).toHaveLength(shown + 1);
    expect(rows()).toEqual(['a', 'b', 'c']);
  });

  test('after a gap is held and watched again from what is known', () => {
    const { bench, last } = liveChildren();
    say(bench).tick(tick(1_005_250));
    say(bench).tick(tick(1_005_500, [childrenFrame({ from: 6, to: 7 }, [childRow('z', 1)])]));
    expect(last()?.heldSince).toBe(1_005_250);
    expect(bench.transport.last.watched.at(-1)?.since).toEqual({ epoch: 'one', revision: 4 });
    bench.transport.last.answer('frame', childrenFrame({ from: 4, to: 7 }, [childRow('b', 1)]));
    expect(last()).toMatchObject({ heldSince: null, replica: { revision: 7 } });
  });

  test('keeps its last picture while disconnected and catches up', () => {
    const { bench, last, rows } = liveChildren();
    say(bench).tick(tick(1_005_250));
    say(bench).dropped();
    expect(last()).toMatchObject({ heldSince: 1_005_250, replica: { revision: 4 } });
    bench.clock.advance(500);
    say(bench).hello(hello());
    expect(bench.transport.last.watched).toMatchObject([
      { topic: `children|${DISTRICT}`, since: { epoch: 'one', revision: 4 } },
    ]);
    bench.transport.last.answer('current');
    expect(last()?.heldSince).toBeNull();
    expect(rows()).toEqual(['a']);
  });

  test('starts over when the server did', () => {
    const { bench, last, rows } = liveChildren();
    say(bench).dropped();
    bench.clock.advance(500);
    say(bench).hello(hello('two'));
    const fresh = childrenFrame({ from: null, to: 1 }, [childRow('n', 1)]);
    bench.transport.last.answer('snapshot', fresh);
    expect(rows()).toEqual(['n']);
    expect(last()?.replica?.epoch).toBe('two');
  });

  test('leaves out frames while it waits for its answer', () => {
    const bench = startConnection();
    INTO.live(bench);
    const { rows } = watchChildren(bench);
    say(bench).tick(tick(1, [childrenFrame({ from: 3, to: 4 }, [childRow('old', 1)])]));
    bench.transport.last.answer('snapshot', snapshot());
    say(bench).tick(tick(1));
    expect(rows()).toEqual(['a']);
  });

  test('asks for a snapshot when the answer does not fit, and asks slowly when that does not fit either', () => {
    const { bench } = liveChildren();
    say(bench).tick(tick(1_005_250, [childrenFrame({ from: 8, to: 9 }, [])]));
    const { watched } = bench.transport.last;
    bench.transport.last.answer('frame', childrenFrame({ from: 7, to: 9 }, []));
    expect(watched.at(-1)?.since).toBeNull();
    const asked = watched.length;
    bench.transport.last.answer('current');
    expect(watched).toHaveLength(asked);
    bench.clock.advance(DEFAULT_PATIENCE.retryMs);
    expect(watched).toHaveLength(asked + 1);
  });

  test('says when it may not be seen', () => {
    const bench = startConnection();
    INTO.live(bench);
    const { last } = watchChildren(bench);
    bench.transport.last.refuse('not-allowed');
    expect(last()).toEqual({ ...EMPTY_VIEW, refusal: 'not-allowed' });
  });

  test('is watched once for all who listen, and let go some time after the last', () => {
    const { bench, stop } = liveChildren();
    const second = watchChildren(bench);
    expect(second.rows()).toEqual(['a']);
    expect(bench.transport.last.watched).toHaveLength(1);
    stop();
    liveOn(bench, DEFAULT_PATIENCE.lingerMs);
    second.stop();
    liveOn(bench, DEFAULT_PATIENCE.lingerMs - 1_000);
    expect(bench.transport.last.unwatched).toEqual([]);
    liveOn(bench, 1_000);
    expect(bench.transport.last.unwatched).toEqual([`children|${DISTRICT}`]);
  });

  test('is asked for at the first hello when it was watched before', () => {
    const bench = startConnection();
    watchChildren(bench);
    expect(bench.transport.last.watched).toHaveLength(0);
    say(bench).hello(hello());
    expect(bench.transport.last.watched).toHaveLength(1);
  });

  test('agrees with other topics of the same tick', () => {
    const { bench, rows } = liveChildren();
    const seen: [number | undefined, number][] = [];
    bench.connection.watch('measures', DISTRICT, (view) => seen.push([view.replica?.measures.open, rows().length]));
    bench.transport.last.answer('snapshot', measuresFrame({ from: null, to: 1 }, { open: 1 }));
    const frames = [
      measuresFrame({ from: 1, to: 2 }, { open: 2 }),
      childrenFrame({ from: 4, to: 5 }, [childRow('b', 1)]),
    ];
    say(bench).tick(tick(1_005_250, frames));
    expect(seen.at(-1)).toEqual([2, 2]);
  });

  test('of tickets can be narrowed by a filter, and is another topic then', () => {
    const bench = startConnection();
    INTO.live(bench);
    bench.connection.watch('tickets', DISTRICT, () => undefined);
    bench.connection.watch('tickets', DISTRICT, () => undefined, 'overdue');
    expect(bench.transport.last.watched.map(({ topic }) => topic)).toEqual([
      `tickets|${DISTRICT}`,
      `tickets:overdue|${DISTRICT}`,
    ]);
  });

  test('[S11] is true of the same moment as all others while it is vouched for', () => {
    const { bench, last } = liveChildren();
    const shown = () => shownMoment(last()!, bench.connection.status);
    expect(shown()).toEqual({ asOf: 1, sequence: 1 });
    say(bench).tick(tick(1_005_250));
    expect(shown()).toEqual({ asOf: 1_005_250, sequence: 1 });
    say(bench).dropped();
    say(bench).tick(tick(1_006_000));
    expect(shown()).toEqual({ asOf: 1, sequence: 1 });
  });

  test('[S2, S11] answered by a snapshot of a moment ago is true of that moment until the next tick', () => {
    const { bench } = liveChildren();
    say(bench).tick(tick(1_005_250));
    let view: TopicView = EMPTY_VIEW;
    bench.connection.watch('measures', DISTRICT, (next) => (view = next));
    bench.transport.last.answer('snapshot', measuresFrame({ from: null, to: 1 }, { open: 1 }));
    expect(shownMoment(view, bench.connection.status)).toEqual({ asOf: 1, sequence: 1 });
    say(bench).tick(tick(1_005_500));
    expect(shownMoment(view, bench.connection.status)).toEqual({ asOf: 1_005_500, sequence: 1 });
  });
});

describe('the pace', () => {
  test('[S13] is asked for, asked for again after a reconnect, and gives the server more time', () => {
    const bench = startConnection();
    bench.connection.pace(5_000);
    INTO.live(bench);
    expect(bench.transport.last.paces).toEqual([5_000]);
    bench.clock.advance(4 * 5_000 - 1);
    expect(bench.connection.status.state).toBe('live');
    say(bench).dropped();
    bench.clock.advance(500);
    say(bench).hello(hello());
    expect(bench.transport.last.paces).toEqual([5_000]);
    bench.connection.pace(0);
    bench.connection.pace(0);
    expect(bench.transport.last.paces).toEqual([5_000, 0]);
    bench.clock.advance(DEFAULT_PATIENCE.tickMs);
    expect(bench.connection.status.state).toBe('stale');
  });

  test('[S12] of a server under load is waited for', () => {
    const bench = startConnection();
    INTO.live(bench);
    say(bench).tick(tick(1_005_000, [], 2_000));
    bench.clock.advance(7_999);
    expect(bench.connection.status.state).toBe('live');
    bench.clock.advance(1);
    expect(bench.connection.status.state).toBe('stale');
  });
});
