/**
 * A city to be measured: its server, the screens and the feed, each in a process of
 * its own, all on loopback and on as many processors as the machine has.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RegionId } from '@citybrain/domain';
import { AskedChild } from './asked-child.ts';
import type { CityServerAnswers, Secrets } from './city-server.ts';
import type { ItemSenderAnswers, Sent } from './item-sender.ts';
import { machineNow } from './machine-now.ts';
import type { ProcessState } from './process-state.ts';
import type { OpenScreens, ScreenLoadAnswers, Traffic } from './screen-load.ts';
import type { ItemLatencies, ScopeItems } from './tick-log.ts';
import { scopesAbove, scopesAt, type ScreenGroup } from './wall-plan.ts';

/** What came of sending items for a while. */
export interface Window {
  readonly sent: Sent;
  readonly traffic: Traffic;
  readonly items: ReadonlyMap<RegionId, ScopeItems>;
  readonly before: ProcessState;
  readonly after: ProcessState;
}

export interface OpenOptions extends Pick<OpenScreens, 'offersDeflate' | 'keepsRevisions' | 'hangs'> {
  /** Another process of screens than the city's own. */
  readonly into?: AskedChild<ScreenLoadAnswers>;
}

const SERVER = new URL('./city-server.ts', import.meta.url);
export const SCREENS = new URL('./screen-load.ts', import.meta.url);
const SENDER = new URL('./item-sender.ts', import.meta.url);
/** For what was sent last to be shown. */
const DRAIN_MS = 2_000;
const SOON_MS = 180_000;

export class BenchCity {
  readonly screens = new AskedChild<ScreenLoadAnswers>({ script: SCREENS });
  readonly sender = new AskedChild<ItemSenderAnswers>({ script: SENDER });
  readonly #directory: string;
  #server = startServer();
  #url = '';
  #secrets: Secrets = { feed: '', walls: new Map() };
  #seed = Date.now() % 1_000_000;

  private constructor(directory: string) {
    this.#directory = directory;
  }

  get server(): AskedChild<CityServerAnswers> {
    return this.#server;
  }

  get url(): string {
    return this.#url;
  }

  /** Does `work` in a new city, and leaves nothing behind. @param directory of a store that is there already; it stays. */
  static async with<Result>(work: (city: BenchCity) => Promise<Result>, directory?: string): Promise<Result> {
    const own = directory ?? (await mkdtemp(join(tmpdir(), 'citybrain-bench-')));
    // PostgreSQL runs as another user when this is root's.
    await chmod(own, 0o755);
    const city = new BenchCity(own);
    try {
      await city.#serve(0);
      const scopes = (['district', 'street', 'community'] as const).flatMap((level) => scopesAt(level));
      city.#secrets = await city.#server.ask('makeSecrets', { scopes });
      return await work(city);
    } finally {
      await Promise.all([city.screens.stop(), city.sender.stop()]);
      await city.#server.stop();
      if (directory === undefined) await rm(own, { recursive: true, force: true });
    }
  }

  /** Opens screens and waits until each has a picture of all that it watches. @throws Error when some have none */
  async open(groups: readonly ScreenGroup[], options: OpenOptions = {}): Promise<number> {
    const { into = this.screens, ...rest } = options;
    const withToken = groups.map((group) => ({ ...group, token: this.#secrets.walls.get(group.scope) ?? null }));
    const order = { url: this.#url, wire: 'socket-io' as const, groups: withToken, withinMs: SOON_MS, ...rest };
    const opened = await into.ask('open', order);
    if (opened.current === opened.count) return opened.tookMs;
    throw new Error(`${opened.current} of ${opened.count} screens have a picture after ${SOON_MS / 1_000} s`);
  }

  /** Sends items at an even rate and reads what the screens were sent meanwhile. */
  async window(perSecond: number, seconds: number): Promise<Window> {
    const sequence = await this.#server.ask('head', null);
    await this.screens.ask('begin', null);
    const before = await this.#server.ask('processState', { isCollected: false });
    const sent = await this.send(perSecond, seconds);
    const after = await this.#server.ask('processState', { isCollected: false });
    const traffic = await this.screens.ask('traffic', null);
    await sleep(DRAIN_MS);
    const sequences = await this.#server.ask('sequencesAfter', { sequence });
    return { sent, traffic, before, after, items: itemsByScope(sent, sequences) };
  }

  send(perSecond: number, seconds: number): Promise<Sent> {
    this.#seed += 1;
    return this.sender.ask('send', {
      ...{ url: this.#url, token: this.#secrets.feed, perSecond, seconds, seed: this.#seed },
    });
  }

  /** Of the screens of some groups; null: all. */
  latencies({ items }: Window, groups: readonly number[] | null = null): Promise<ItemLatencies> {
    return this.screens.ask('latencies', { items, groups });
  }

  /** Kills the server and starts another on the same store and port; answers when it was killed and when it listened. */
  async restart(): Promise<{ readonly killedAt: number; readonly listeningAt: number }> {
    const port = Number(new URL(this.#url).port);
    const killedAt = machineNow();
    await this.#server.kill();
    this.#server = startServer();
    await this.#serve(port);
    return { killedAt, listeningAt: machineNow() };
  }

  async #serve(port: number): Promise<void> {
    this.#url = await this.#server.ask('serve', { directory: this.#directory, port });
  }
}

const startServer = (): AskedChild<CityServerAnswers> => new AskedChild({ script: SERVER, isMeasured: true });

function itemsByScope(
  { ids, regions, sentAt }: Sent,
  sequences: ReadonlyMap<string, number>,
): Map<RegionId, ScopeItems> {
  const above = scopesAbove();
  const found = new Map<RegionId, { sequence: number; at: number }[]>();
  ids.forEach((id, index) => {
    const [sequence, region, at] = [sequences.get(id), regions[index], sentAt[index]];
    if (sequence === undefined || region === undefined || at === undefined) return;
    for (const scope of above(region)) {
      const there = found.get(scope);
      if (there) there.push({ sequence, at });
      else found.set(scope, [{ sequence, at }]);
    }
  });
  return new Map(
    [...found].map(([scope, items]) => {
      items.sort((a, b) => a.sequence - b.sequence);
      const sequences = Float64Array.from(items, (item) => item.sequence);
      return [scope, { sequences, sentAt: Float64Array.from(items, ({ at }) => at) }];
    }),
  );
}
