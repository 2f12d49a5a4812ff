import { Durations, type DurationSummary } from './quantiles.ts';

/** What a scope's screens have to be shown, in order of the log. */
export interface ScopeItems {
  readonly sequences: Float64Array;
  /** When each was about to be sent, on the machine's monotonic clock. */
  readonly sentAt: Float64Array;
}

export interface ItemLatencies extends DurationSummary {
  /** Items that a screen should have been shown and was not. */
  readonly missing: number;
}

export interface TickGaps {
  /** Ticks of one screen in the window, the least and the most of all screens. */
  readonly leastTicks: number;
  readonly mostTicks: number;
  readonly longestMs: number;
  /** How often two ticks of a screen were further apart than `limitMs`. */
  readonly overLimit: number;
}

const FIELDS = 3;

/** Which screen was sent which sequence and when; nothing is worked out while it is measured. */
export class TickLog {
  #records = new Float64Array(1 << 18);
  #length = 0;

  clear(): void {
    this.#length = 0;
  }

  add(screen: number, at: number, sequence: number): void {
    if (this.#length + FIELDS > this.#records.length) this.#grow();
    this.#records[this.#length] = screen;
    this.#records[this.#length + 1] = at;
    this.#records[this.#length + 2] = sequence;
    this.#length += FIELDS;
  }

  /**
   * From the sending of each item to the first tick that covers it, on each screen
   * that has to show it.
   * @param itemsOf null: the screen is not looked at.
   */
  latencies(screens: number, itemsOf: (screen: number) => ScopeItems | null): ItemLatencies {
    const next = new Uint32Array(screens);
    const durations = new Durations();
    this.#each((screen, at, sequence) => {
      const items = itemsOf(screen);
      if (!items) return;
      let item = next[screen] ?? 0;
      for (; (items.sequences[item] ?? Number.POSITIVE_INFINITY) <= sequence; item += 1) {
        durations.add(at - (items.sentAt[item] ?? Number.NaN));
      }
      next[screen] = item;
    });
    let missing = 0;
    next.forEach((shown, screen) => (missing += (itemsOf(screen)?.sequences.length ?? shown) - shown));
    return { ...durations.summary(), missing };
  }

  /** @param isWatched which screens are looked at. */
  gaps(screens: number, limitMs: number, isWatched: (screen: number) => boolean): TickGaps {
    const lastAt = new Float64Array(screens);
    const counts = new Uint32Array(screens);
    let [longestMs, overLimit] = [0, 0];
    this.#each((screen, at) => {
      const before = lastAt[screen] ?? 0;
      lastAt[screen] = at;
      counts[screen] = (counts[screen] ?? 0) + 1;
      if (before === 0 || !isWatched(screen)) return;
      longestMs = Math.max(longestMs, at - before);
      if (at - before > limitMs) overLimit += 1;
    });
    const watched = [...counts].filter((_, screen) => isWatched(screen));
    const [leastTicks, mostTicks] = watched.reduce(
      ([least, most], count) => [Math.min(least, count), Math.max(most, count)],
      [Number.POSITIVE_INFINITY, 0],
    );
    return { leastTicks, mostTicks, longestMs, overLimit };
  }

  #each(visit: (screen: number, at: number, sequence: number) => void): void {
    const records = this.#records;
    for (let at = 0; at < this.#length; at += FIELDS) {
      visit(records[at] ?? 0, records[at + 1] ?? 0, records[at + 2] ?? 0);
    }
  }

  #grow(): void {
    const larger = new Float64Array(this.#records.length * 2);
    larger.set(this.#records);
    this.#records = larger;
  }
}
