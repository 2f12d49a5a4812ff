import type { Instant } from '@citybrain/domain';
import { ADDRESS_LIMITS, AttemptLimiter, NAME_LIMITS } from './attempt-limiter.ts';

/** Slows down who tries passwords, by name and address and by address alone. Codes can't be found by trying. */
export class SignInLimits {
  readonly #now: () => Instant;
  readonly #byName = new AttemptLimiter(NAME_LIMITS);
  readonly #byAddress = new AttemptLimiter(ADDRESS_LIMITS);

  constructor(now: () => Instant) {
    this.#now = now;
  }

  /** Counts an attempt and answers 0, or how many milliseconds to wait. @param name null: not by name. */
  begin(address: string, name: string | null): number {
    if (name === null) return 0;
    const now = this.#now();
    return this.#byName.begin(keyOf(address, name), now) || this.#byAddress.begin(address, now);
  }

  succeed(address: string, name: string | null): void {
    if (name === null) return;
    this.#byName.succeed(keyOf(address, name));
    this.#byAddress.succeed(address);
  }
}

const keyOf = (address: string, name: string): string => `${address} ${name.normalize('NFC').toLowerCase()}`;
