export interface AdmissionGateOptions {
  /** Milliseconds that never go back. */
  readonly monotonicMs: () => number;
  /** Calls back after `delayMs`. */
  readonly after: (delayMs: number, action: () => void) => void;
  /** Connections let in a second; places that nobody takes are kept for half a second. */
  readonly perSecond?: number;
  /** Whoever would wait longer is turned away. */
  readonly longestWaitMs?: number;
}

interface Waiting {
  readonly isGone: () => boolean;
  readonly admit: () => void;
}

const LOOK_EVERY_MS = 20;
const KEPT_MS = 500;

/**
 * Lets connections in at a bounded rate, so that ten thousand screens that come back
 * in one moment leave the server its ticks. By default a thousand a second: the last
 * of ten thousand waits ten seconds.
 */
export class AdmissionGate {
  readonly #options: AdmissionGateOptions;
  readonly #perMs: number;
  readonly #longestWaitMs: number;
  #waiting: Waiting[] = [];
  /** Places to give out, counted up to `#countedAtMs`. */
  #places: number;
  #countedAtMs: number;
  #isLooking = false;

  constructor(options: AdmissionGateOptions) {
    const { monotonicMs, perSecond = 1_000, longestWaitMs = 15_000 } = options;
    this.#options = options;
    this.#perMs = perSecond / 1_000;
    this.#longestWaitMs = longestWaitMs;
    this.#places = KEPT_MS * this.#perMs;
    this.#countedAtMs = monotonicMs();
  }

  get waitingCount(): number {
    return this.#waiting.length;
  }

  /**
   * Resolves true when it is the caller's turn; false: too many wait, come again later.
   *
   * @param isGone whether the caller gave up meanwhile: then it takes no place.
   */
  enter(isGone: () => boolean = () => false): Promise<boolean> {
    this.#count();
    if (this.#waiting.length === 0 && this.#places >= 1) {
      this.#places -= 1;
      return Promise.resolve(true);
    }
    if (this.#waiting.length >= this.#longestWaitMs * this.#perMs) return Promise.resolve(false);
    return new Promise((resolve) => {
      this.#waiting.push({ isGone, admit: () => resolve(true) });
      this.#lookSoon();
    });
  }

  /** By the time that passed, however late it is looked. */
  #count(): void {
    const nowMs = this.#options.monotonicMs();
    const most = KEPT_MS * this.#perMs;
    this.#places = Math.min(most, this.#places + (nowMs - this.#countedAtMs) * this.#perMs);
    this.#countedAtMs = nowMs;
  }

  #lookSoon(): void {
    if (this.#isLooking) return;
    this.#isLooking = true;
    this.#options.after(LOOK_EVERY_MS, () => {
      this.#isLooking = false;
      this.#count();
      let next = 0;
      for (; next < this.#waiting.length && this.#places >= 1; next += 1) {
        const { isGone, admit } = this.#waiting[next] as Waiting;
        if (!isGone()) this.#places -= 1;
        admit();
      }
      this.#waiting = this.#waiting.slice(next);
      if (this.#waiting.length > 0) this.#lookSoon();
    });
  }
}
