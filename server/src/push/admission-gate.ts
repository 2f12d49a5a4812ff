export interface AdmissionGateOptions {
  /** Calls back after `delayMs`. */
  readonly after: (delayMs: number, action: () => void) => void;
  /** Connections let in at a time, and how long it is to the next ones. */
  readonly atOnce?: number;
  readonly everyMs?: number;
  /** Most that may wait; beyond it they are turned away. */
  readonly waitingLimit?: number;
}

/**
 * Lets connections in at a bounded rate, so that ten thousand screens that come back
 * in one moment leave the server its ticks. By default 50 every 50 ms; the last of
 * ten thousand waits ten seconds.
 */
export class AdmissionGate {
  readonly #after: AdmissionGateOptions['after'];
  readonly #atOnce: number;
  readonly #everyMs: number;
  readonly #waitingLimit: number;
  readonly #waiting: (() => void)[] = [];
  #isOpening = false;
  #free: number;

  constructor({ after, atOnce = 50, everyMs = 50, waitingLimit = 20_000 }: AdmissionGateOptions) {
    this.#after = after;
    this.#atOnce = atOnce;
    this.#everyMs = everyMs;
    this.#waitingLimit = waitingLimit;
    this.#free = atOnce;
  }

  get waitingCount(): number {
    return this.#waiting.length;
  }

  /** Resolves true when it is the caller's turn; false: too many wait, come again later. */
  enter(): Promise<boolean> {
    this.#refillSoon();
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve(true);
    }
    if (this.#waiting.length >= this.#waitingLimit) return Promise.resolve(false);
    return new Promise((resolve) => this.#waiting.push(() => resolve(true)));
  }

  #refillSoon(): void {
    if (this.#isOpening) return;
    this.#isOpening = true;
    this.#after(this.#everyMs, () => {
      this.#isOpening = false;
      this.#free = this.#atOnce;
      for (const admit of this.#waiting.splice(0, this.#atOnce)) {
        this.#free -= 1;
        admit();
      }
      if (this.#waiting.length > 0) this.#refillSoon();
    });
  }
}
