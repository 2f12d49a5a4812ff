/** Durations in tenths of a millisecond, counted: many millions in little memory. */
export class Durations {
  readonly #counts = new Uint32Array(BUCKETS);
  #count = 0;
  #mostMs = 0;

  get count(): number {
    return this.#count;
  }

  get mostMs(): number {
    return this.#mostMs;
  }

  add(ms: number): void {
    const bucket = Math.min(BUCKETS - 1, Math.max(0, Math.floor(ms * PER_MS)));
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#count += 1;
    if (ms > this.#mostMs) this.#mostMs = ms;
  }

  /** The least duration that `share` of all do not exceed, to a tenth of a millisecond. */
  quantileMs(share: number): number {
    let left = Math.ceil(share * this.#count);
    for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
      left -= this.#counts[bucket] ?? 0;
      if (left <= 0) return Math.min(this.#mostMs, (bucket + 1) / PER_MS);
    }
    return this.#mostMs;
  }

  /** @returns p50, p99 and the longest */
  summary(): DurationSummary {
    const { count, mostMs } = this;
    return { count, p50: this.quantileMs(0.5), p99: this.quantileMs(0.99), max: mostMs };
  }
}

export interface DurationSummary {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

const PER_MS = 10;
/** A minute and a half; what took longer is counted as that, but for the longest. */
const BUCKETS = 900_000;
