/** Longest time between two ticks, however busy the server is. */
export const LONGEST_TICK_MS = 2_000;

/**
 * Shares of the time between two ticks, from 0 to 1, by the processor time of the
 * thread: time in which the machine ran something else is none of its load.
 */
export interface TickLoad {
  /** All that the server did. */
  readonly busy: number;
  /** The tick itself. */
  readonly tickShare: number;
}

/** Beyond this there is no room for anything else that wants to be done in time. */
const OVERLOADED = 0.9;
/** Ticks may take three quarters of the time: more, and whatever else is done waits for them. */
const HEAVY_TICK = 0.75;
/** Twice the rate would still leave room. */
const AT_EASE = 0.45;
const OVERLOADED_TICKS = 3;
const EASY_MS = 3_000;

/**
 * Time between two ticks: doubled when three in a row found the server overloaded,
 * halved again after three seconds at ease, never below the one it was told.
 */
export class TickPace {
  readonly #leastMs: number;
  #periodMs: number;
  #overloaded = 0;
  #easyMs = 0;

  constructor(leastMs: number) {
    this.#leastMs = leastMs;
    this.#periodMs = leastMs;
  }

  get periodMs(): number {
    return this.#periodMs;
  }

  /** Takes the load of one tick; answers the time to the next. */
  next({ busy, tickShare }: TickLoad): number {
    const isOverloaded = busy > OVERLOADED || tickShare > HEAVY_TICK;
    const isEasy = busy < AT_EASE && tickShare < HEAVY_TICK / 2;
    this.#overloaded = isOverloaded ? this.#overloaded + 1 : 0;
    this.#easyMs = isEasy ? this.#easyMs + this.#periodMs : 0;
    if (this.#overloaded >= OVERLOADED_TICKS) this.#change(Math.min(LONGEST_TICK_MS, this.#periodMs * 2));
    else if (this.#easyMs >= EASY_MS) this.#change(this.#periodMs / 2);
    return this.#periodMs;
  }

  #change(periodMs: number): void {
    this.#periodMs = Math.max(this.#leastMs, periodMs);
    this.#overloaded = 0;
    this.#easyMs = 0;
  }
}
