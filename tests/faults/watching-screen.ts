import { createHash } from 'node:crypto';
import type { RegionId } from '@citybrain/domain';
import { connectLive, type LiveConnection, type TopicView } from '@citybrain/live-client';
import { topicName, type TopicLayer, type TopicName } from '@citybrain/protocol';

/** What depends on the log alone: numbers that move with the time are left out. */
const OF_THE_LOG: readonly TopicLayer[] = ['tickets', 'latest', 'children'];

/**
 * A screen that notes, for each last entry of the log that it was shown, what it
 * showed then, so that screens of different servers can be compared.
 */
export class WatchingScreen {
  readonly #connection: LiveConnection;
  readonly #views = new Map<TopicName, TopicView>();
  /** By sequence: a hash of all that was shown. */
  readonly shown = new Map<number, string>();
  /** Times at which a picture was vouched for. */
  readonly #vouchedAtMs: number[] = [];

  constructor(url: string, token: string, scope: RegionId) {
    this.#connection = connectLive({ url, token });
    for (const layer of OF_THE_LOG) {
      const show = (view: TopicView): void => void this.#views.set(topicName(layer, scope), view);
      this.#connection.watch(layer, scope, show);
    }
    // Told before the frames of the tick are shown: looked at when they are.
    this.#connection.onStatus(({ state, tick }) => {
      if (state === 'live' && tick) queueMicrotask(() => this.#note(tick.sequence));
    });
  }

  /** Frames that did not continue what was held. */
  get gapCount(): number {
    return this.#connection.gapCount;
  }

  /** The longest time without a picture that was vouched for. */
  get longestGapMs(): number {
    return Math.max(0, ...this.#vouchedAtMs.slice(1).map((at, index) => at - (this.#vouchedAtMs[index] ?? at)));
  }

  stop(): void {
    this.#connection.stop();
  }

  #note(sequence: number): void {
    const views = [...this.#views.values()];
    const isVouched = views.every(({ replica, heldSince }) => replica !== null && heldSince === null);
    // An answer may be ahead of the last tick.
    if (!isVouched || views.some(({ replica }) => (replica?.sequence ?? 0) > sequence)) return;
    this.#vouchedAtMs.push(performance.now());
    this.shown.set(sequence, hashOf(views));
  }
}

function hashOf(views: readonly TopicView[]): string {
  const hash = createHash('sha256');
  for (const { replica } of views) {
    if (!replica || !('rows' in replica)) continue;
    // Which of too many are shown depends on when each server weighed them (S8).
    const isWhole = replica.total === replica.rows.size;
    const rows = [...replica.rows.values()].sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1));
    hash.update(JSON.stringify([replica.layer, replica.total, isWhole ? rows : null]));
  }
  return hash.digest('hex');
}
