/** The process that is the screens. It counts what it receives and reads no more of it than it must. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { RegionId } from '@citybrain/domain';
import { answerParent } from './asked-child.ts';
import { machineNow } from './machine-now.ts';
import { ScreenSocket, type ScreenOptions } from './screen-socket.ts';
import { sequenceOf, tickMsOf, type ScreenWire } from './screen-wire.ts';
import { TickLog, type ItemLatencies, type ScopeItems, type TickGaps } from './tick-log.ts';
import type { ScreenGroup } from './wall-plan.ts';

export interface OpenScreens {
  readonly url: string;
  readonly wire: ScreenWire;
  readonly groups: readonly (ScreenGroup & { readonly token: string | null })[];
  readonly withinMs: number;
  readonly offersDeflate?: boolean;
  readonly keepsRevisions?: boolean;
  readonly hangs?: boolean;
}

export interface Opened {
  readonly count: number;
  readonly current: number;
  readonly tookMs: number;
}

/** What the screens of one group were sent in the window. */
export interface GroupTraffic {
  readonly scope: RegionId;
  readonly count: number;
  /** Of the messages, as a screen reads them. */
  readonly bytes: number;
  /** As it came through the network: compressed where it was, with all that is around the messages. */
  readonly wireBytes: number;
  readonly messages: number;
}

export interface Traffic {
  readonly seconds: number;
  readonly groups: readonly GroupTraffic[];
  /** Of the process of the screens. */
  readonly processorMs: number;
  /** What the first screen's ticks said is between two of them. */
  readonly tickMs: readonly number[];
}

/** How screens came back. */
export interface Returned {
  readonly current: number;
  readonly attempts: number;
  /** Since the moment asked about, for each screen that is current again. */
  readonly afterMs: Float64Array;
}

interface Screen {
  readonly group: number;
  readonly socket: ScreenSocket;
  currentAt: number;
}

/** Connections under way at a time. */
const AT_ONCE = 1_000;
const LOOK_EVERY_MS = 250;

const screens: Screen[] = [];
let scopes: RegionId[] = [];
const log = new TickLog();
let begunAt = 0;
let processorBefore = process.cpuUsage();
const tickMs = new Set<number>();

async function open(order: OpenScreens): Promise<Opened> {
  const { url, wire, groups, withinMs, offersDeflate = false, keepsRevisions = false, hangs = false } = order;
  const startedAt = machineNow();
  const first = screens.length;
  for (const { scope, topics, token, count } of groups) {
    const group = scopes.push(scope) - 1;
    for (let index = 0; index < count; index += 1)
      addScreen(group, { url, wire, token, topics, offersDeflate, keepsRevisions, hangs });
  }
  const fresh = screens.slice(first);
  let next = 0;
  const countCurrent = (): number => fresh.filter(({ socket }) => socket.isCurrent).length;
  while (machineNow() - startedAt < withinMs) {
    const current = countCurrent();
    if (current === fresh.length) break;
    for (; next < fresh.length && next - current < AT_ONCE; next += 1) fresh[next]?.socket.connect();
    await sleep(5);
  }
  return { count: fresh.length, current: countCurrent(), tookMs: machineNow() - startedAt };
}

function addScreen(group: number, options: Omit<ScreenOptions, 'onTick' | 'onCurrent'>): void {
  const index = screens.length;
  const screen: Screen = {
    group,
    currentAt: 0,
    socket: new ScreenSocket({
      ...options,
      onTick(data, at) {
        log.add(index, at, sequenceOf(data));
        if (index === 0) tickMs.add(tickMsOf(data));
      },
      onCurrent(at) {
        screen.currentAt = at;
      },
    }),
  };
  screens.push(screen);
}

function begin(): void {
  log.clear();
  tickMs.clear();
  for (const { socket } of screens) socket.beginCounts();
  begunAt = machineNow();
  processorBefore = process.cpuUsage();
}

function traffic(): Traffic {
  const seconds = (machineNow() - begunAt) / 1_000;
  const { user, system } = process.cpuUsage(processorBefore);
  const groups = scopes.map((scope) => ({ scope, count: 0, bytes: 0, wireBytes: 0, messages: 0 }));
  for (const { group, socket } of screens) {
    const into = groups[group];
    if (!into) continue;
    into.count += 1;
    into.bytes += socket.bytes;
    into.wireBytes += socket.wireBytes;
    into.messages += socket.messages;
  }
  return { seconds, groups, processorMs: (user + system) / 1_000, tickMs: [...tickMs] };
}

export interface LatencyQuestion {
  readonly items: ReadonlyMap<RegionId, ScopeItems>;
  /** Which groups are looked at; null: all. */
  readonly groups: readonly number[] | null;
}

function latencies({ items, groups }: LatencyQuestion): ItemLatencies {
  const byGroup = scopes.map((scope, group) => (groups && !groups.includes(group) ? null : (items.get(scope) ?? null)));
  return log.latencies(screens.length, (screen) => byGroup[screens[screen]?.group ?? -1] ?? null);
}

function gaps({ limitMs, group }: { readonly limitMs: number; readonly group: number }): TickGaps {
  return log.gaps(screens.length, limitMs, (screen) => screens[screen]?.group === group);
}

/** All come back by themselves from now on, and look after their connections. */
function comeBack(): void {
  for (const { socket } of screens) socket.comeBack();
  setInterval(() => {
    const now = machineNow();
    for (const { socket } of screens) socket.lookAfter(now);
  }, LOOK_EVERY_MS).unref();
}

/** Waits until all screens are current since `since`. */
async function returned({ since, withinMs }: { readonly since: number; readonly withinMs: number }): Promise<Returned> {
  const isBack = ({ socket, currentAt }: Screen): boolean => socket.isCurrent && currentAt >= since;
  while (machineNow() - since < withinMs && !screens.every(isBack)) await sleep(50);
  const back = screens.filter(isBack);
  return {
    current: back.length,
    attempts: screens.reduce((sum, { socket }) => sum + socket.attempts, 0),
    afterMs: Float64Array.from(back, ({ currentAt }) => currentAt - since),
  };
}

/** Cuts all connections at once; answers when. */
function cutAll(): number {
  const at = machineNow();
  for (const { socket } of screens) socket.cut();
  return at;
}

const countConnected = (): number => screens.filter(({ socket }) => socket.isConnected).length;

async function close(): Promise<void> {
  for (const { socket } of screens) socket.close();
  while (countConnected() > 0) await sleep(10);
  screens.length = 0;
  scopes = [];
}

const answers = {
  open,
  begin,
  traffic,
  latencies,
  gaps,
  comeBack,
  returned,
  cutAll,
  countConnected,
  close,
};
export type ScreenLoadAnswers = typeof answers;
answerParent(answers, close);
