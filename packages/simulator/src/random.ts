/**
 * Mixes keys into one 32-bit seed, so that each thing of the city draws from a
 * stream of its own: what happens at one instant never depends on what was drawn before.
 */
export function seedOf(...keys: readonly (number | string)[]): number {
  let hash = 0x811c9dc5;
  const mix = (value: number): void => {
    hash = Math.imul(hash ^ value, 0x01000193);
    hash ^= hash >>> 15;
  };
  for (const key of keys) {
    if (typeof key === 'number') {
      mix(key | 0);
      mix(Math.floor(key / 4_294_967_296));
    } else {
      for (let at = 0; at < key.length; at++) mix(key.charCodeAt(at));
    }
  }
  return Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35) >>> 0;
}

/** A repeatable stream of draws (mulberry32): equal seeds give equal streams on every machine. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** Uniform in [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  /** Whole, from `low` to `high`, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor((high - low + 1) * this.next());
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** @throws RangeError for an empty list */
  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new RangeError('nothing to pick from');
    return list[Math.floor(list.length * this.next())] as T;
  }

  /** Standard normal (Box–Muller). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  logNormal(median: number, sigma: number): number {
    return median * Math.exp(sigma * this.normal());
  }

  /** Counts of independent arrivals; above a mean of 40 by the normal approximation. */
  poisson(mean: number): number {
    if (mean > 40) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = this.next(); product > limit; product *= this.next()) count++;
    return count;
  }
}

/** Draws entries in proportion to their weights. */
export class WeightedChoice<T> {
  readonly #values: readonly T[];
  readonly #totals: readonly number[];

  /** @throws RangeError when no weight is positive */
  constructor(entries: Iterable<readonly [value: T, weight: number]>) {
    const positive = [...entries].filter(([, weight]) => weight > 0);
    if (positive.length === 0) throw new RangeError('no entry has a positive weight');
    let total = 0;
    this.#values = positive.map(([value]) => value);
    this.#totals = positive.map(([, weight]) => (total += weight));
  }

  draw(random: Random): T {
    const target = random.next() * (this.#totals.at(-1) as number);
    let low = 0;
    let high = this.#totals.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#totals[middle] as number) <= target) low = middle + 1;
      else high = middle;
    }
    return this.#values[low] as T;
  }
}
