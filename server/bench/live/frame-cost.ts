/**
 * What does a frame cost the server? A thousand screens, twenty topics of 1 KB, one
 * message a tick, four ticks a second. The baseline is a bare `ws` server that sends
 * ready bytes of the same length to as many sockets; runs alternate, so that what
 * else the machine does meets all alike. Beside it: Socket.IO's rooms, and nats-server
 * where it is installed.
 */
import type { TopicName } from '@citybrain/protocol';
import { topicName } from '@citybrain/protocol';
import type { BenchRow } from '../bench-row.ts';
import { AskedChild } from './asked-child.ts';
import type { BareAnswers } from './bare-server.ts';
import { scaledCount } from './bench-scale.ts';
import { FAN_OUT_TOPICS } from './fan-out.ts';
import { isInstalled } from './installed-program.ts';
import { liveRow } from './live-row.ts';
import type { NatsAnswers } from './nats-server.ts';
import type { FanOutAnswers } from './push-server.ts';
import type { RoomsAnswers } from './rooms-server.ts';
import type { ScreenLoadAnswers } from './screen-load.ts';
import type { ScreenWire } from './screen-wire.ts';
import { scopesAt, type ScreenGroup } from './wall-plan.ts';

const SCREENS = 1_000;
const EVERY_MS = 250;
/** Of one run; 20 frames a tick are looked at more shortly than one. */
const SECONDS: Readonly<Record<TopicsEach, number>> = { 1: 2.5, 20: 1.5 };
const RUNS: Readonly<Record<TopicsEach, number>> = { 1: 5, 20: 3 };
const BUDGET = 1.3;
const CONNECT_WITHIN_MS = 60_000;

type Progress = (line: string) => void;
type TopicsEach = 1 | typeof FAN_OUT_TOPICS;

/** One way to send, with screens of its own that are connected all the time. */
interface Contender {
  readonly name: string;
  readonly server: AskedChild<Pick<FanOutAnswers, 'run'>>;
  readonly screens: AskedChild<ScreenLoadAnswers>;
  /** Microseconds of the server's processor for a message, of each run. */
  readonly costs: number[];
  messageBytes: number;
}

/** @param topicsEach how many topics each screen watches; their frames come in one message. */
export async function measureFrameCost(topicsEach: TopicsEach, progress: Progress): Promise<BenchRow[]> {
  const children: { stop(): Promise<void> }[] = [];
  const started = <Child extends { stop(): Promise<void> }>(child: Child): Child => {
    children.push(child);
    return child;
  };
  try {
    const contenders = await connectAll(topicsEach, started);
    const [ours] = contenders;
    const seconds = SECONDS[topicsEach];
    for (const contender of contenders) await measure(contender, ours?.messageBytes ?? 0, seconds);
    for (const { costs } of contenders) costs.length = 0;
    const runs = RUNS[topicsEach];
    for (let run = 1; run <= runs; run += 1) {
      for (const contender of contenders) await measure(contender, ours?.messageBytes ?? 0, seconds);
      progress(
        `frames, run ${run} of ${runs}: ` +
          contenders.map(({ name, costs }) => `${name} ${costs.at(-1)?.toFixed(1)} µs`).join(', '),
      );
    }
    return rowsOf(contenders, topicsEach);
  } finally {
    await Promise.all(children.map((child) => child.stop()));
  }
}

async function connectAll(
  topicsEach: TopicsEach,
  started: <Child extends { stop(): Promise<void> }>(child: Child) => Child,
): Promise<Contender[]> {
  const ours = started(new AskedChild<FanOutAnswers>({ script: script('push-server'), isMeasured: true }));
  const plain = started(new AskedChild<FanOutAnswers>({ script: script('push-server'), isMeasured: true }));
  const bare = started(new AskedChild<BareAnswers>({ script: script('bare-server') }));
  const rooms = started(new AskedChild<RoomsAnswers>({ script: script('rooms-server') }));
  const groups = groupsOf(topicsEach);
  const silent = groups.map((group) => ({ ...group, topics: [] }));
  const connect = async (
    name: string,
    server: Contender['server'],
    wire: ScreenWire,
    url: string,
    watched: typeof groups,
  ): Promise<Contender> => {
    const screens = started(new AskedChild<ScreenLoadAnswers>({ script: script('screen-load') }));
    const withToken = watched.map((group) => ({ ...group, token: null }));
    const opened = await screens.ask('open', { url, wire, groups: withToken, withinMs: CONNECT_WITHIN_MS });
    if (opened.current < opened.count) throw new Error(`${opened.current} of ${opened.count} screens of ${name} came`);
    return { name, server, screens, costs: [], messageBytes: 0 };
  };
  const contenders = await Promise.all([
    connect('ours, Socket.IO', ours, 'socket-io', (await ours.ask('listen', null)).socketIo, groups),
    connect('ours, plain WebSocket', plain, 'web-socket', (await plain.ask('listen', null)).webSocket, groups),
    connect('bare ws', bare, 'bare', await bare.ask('listen', null), silent),
    connect('Socket.IO rooms', rooms, 'socket-io', await rooms.ask('listen', { topicsEach }), silent),
  ]);
  if (!isInstalled('nats-server')) return contenders;
  const nats = started(new AskedChild<NatsAnswers>({ script: script('nats-server') }));
  const topics = [...new Set(groups.flatMap((group) => group.topics))];
  return [...contenders, await connect('nats-server', nats, 'nats', await nats.ask('listen', { topics }), groups)];
}

/** Every screen watches `topicsEach` topics, and every topic is watched by as many screens. */
function groupsOf(topicsEach: number): ScreenGroup[] {
  const topics = scopesAt('street', FAN_OUT_TOPICS).map((scope): TopicName => topicName('measures', scope));
  const screens = scaledCount(SCREENS);
  const scopes = scopesAt('street', FAN_OUT_TOPICS);
  if (topicsEach === FAN_OUT_TOPICS) return scopes.slice(0, 1).map((scope) => ({ scope, topics, count: screens }));
  return scopes.map((scope, index) => ({
    scope,
    topics: topics.slice(index, index + 1),
    count: Math.ceil(screens / FAN_OUT_TOPICS),
  }));
}

async function measure(contender: Contender, bytes: number, seconds: number): Promise<void> {
  const { server, screens, costs } = contender;
  await screens.ask('begin', null);
  const ticks = Math.round((seconds * 1_000) / EVERY_MS);
  const processorMs = await server.ask('run', { ticks, everyMs: EVERY_MS, bytes: Math.round(bytes) });
  const { groups } = await screens.ask('traffic', null);
  const sum = (key: 'bytes' | 'messages' | 'count'): number => groups.reduce((total, group) => total + group[key], 0);
  costs.push((processorMs * 1_000) / (ticks * sum('count')));
  contender.messageBytes = sum('bytes') / (ticks * sum('count'));
}

function rowsOf(contenders: readonly Contender[], topicsEach: number): BenchRow[] {
  const bare = contenders.find(({ name }) => name === 'bare ws');
  const frames = topicsEach === 1 ? 'one frame of 1 KB a tick' : `${topicsEach} frames of 1 KB in one message a tick`;
  return contenders.map((contender, index) =>
    liveRow(`${frames}, processor of the server for a screen's tick: ${contender.name}`, 'µs', contender.costs, {
      ...(contender !== bare && bare && { baselines: bare.costs }),
      ...(index === 0 && topicsEach === 1 && { budget: `≤ ${BUDGET} × bare ws`, isMet: (_, ratio) => ratio <= BUDGET }),
    }),
  );
}

const script = (name: string): URL => new URL(`./${name}.ts`, import.meta.url);
