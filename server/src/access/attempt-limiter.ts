import { HOUR_MS, MINUTE_MS, type Instant } from '@citybrain/domain';

export interface AttemptLimits {
  /** Failures without any delay. */
  readonly free: number;
  /** The delay after the failure that uses up the free ones; each further one doubles it. */
  readonly delayMs: number;
  readonly maxDelayMs: number;
  /** Keys kept; beyond it those that were quiet longest are forgotten. */
  readonly maxKeys: number;
}

/** For one name from one address: after 5 failures 15 minutes, then 30, 60 … up to 4 hours. */
export const NAME_LIMITS: AttemptLimits = {
  free: 5,
  delayMs: 15 * MINUTE_MS,
  maxDelayMs: 4 * HOUR_MS,
  maxKeys: 10_000,
};

/** For one address, whatever the names, without a success between: after 50 failures a minute, then 2, 4 … up to 15. */
export const ADDRESS_LIMITS: AttemptLimits = {
  free: 50,
  delayMs: MINUTE_MS,
  maxDelayMs: 15 * MINUTE_MS,
  maxKeys: 10_000,
};

interface Attempts {
  readonly failures: number;
  readonly until: number;
}

/** Slows down who tries secrets. An attempt counts as failed until it is known to be good, also while it runs. */
export class AttemptLimiter {
  readonly #limits: AttemptLimits;
  readonly #attempts = new Map<string, Attempts>();

  constructor(limits: AttemptLimits) {
    this.#limits = limits;
  }

  /** Counts an attempt and answers 0, or how many milliseconds to wait before the next counts. */
  begin(key: string, now: Instant): number {
    const { free, delayMs, maxDelayMs, maxKeys } = this.#limits;
    const known = this.#attempts.get(key);
    if (known && known.until > now) return known.until - now;
    const isForgotten = !known || now - known.until > maxDelayMs;
    const failures = (isForgotten ? 0 : known.failures) + 1;
    const until = failures < free ? now : now + Math.min(maxDelayMs, delayMs * 2 ** (failures - free));
    this.#attempts.delete(key);
    this.#attempts.set(key, { failures, until });
    const [quietest] = this.#attempts.keys();
    if (this.#attempts.size > maxKeys && quietest !== undefined) this.#attempts.delete(quietest);
    return 0;
  }

  /** An attempt was good: nothing is held against `key` any more. */
  succeed(key: string): void {
    this.#attempts.delete(key);
  }
}
