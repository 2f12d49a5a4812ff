import { performance } from 'node:perf_hooks';
import type { Logger } from 'pino';
import type { LiveCity } from './live-city.ts';
import type { Clock } from './observe/clock.ts';
import type { Metrics } from './observe/metrics.ts';
import type { Audience } from './push/audience.ts';
import { TickPace } from './push/tick-pace.ts';

export interface TickerOptions {
  readonly live: LiveCity;
  readonly audience: Audience;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly logger: Logger;
  /** Between two ticks when the server is at ease. */
  readonly everyMs: number;
}

/**
 * Moves the picture's time on and sends what changed, at a steady rate that falls
 * while the server is overloaded; while the picture is broken, nothing: screens show
 * its age.
 */
export class Ticker {
  readonly #options: TickerOptions;
  readonly #pace: TickPace;
  #timer: NodeJS.Timeout | null = null;
  #measuredAtMs = 0;
  #usedMs = 0;
  #dueAtMs = 0;

  constructor(options: TickerOptions) {
    this.#options = options;
    this.#pace = new TickPace(options.everyMs);
  }

  /** Between this tick and the next. */
  get periodMs(): number {
    return this.#pace.periodMs;
  }

  start(): void {
    this.#dueAtMs = performance.now();
    this.#measuredAtMs = this.#dueAtMs;
    this.#usedMs = usedMs();
    this.#wait();
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** To the next tick by the plan, so that late ones do not shift those after; missed ones are left out. */
  #wait(): void {
    const now = performance.now();
    this.#dueAtMs = Math.max(this.#dueAtMs + this.#pace.periodMs, now);
    this.#timer = setTimeout(() => {
      const before = usedMs();
      this.#tick();
      this.#measure(usedMs() - before);
      if (this.#timer) this.#wait();
    }, this.#dueAtMs - now);
  }

  #tick(): void {
    const { live, audience, clock, metrics, logger } = this.#options;
    if (!live.isWell) return;
    const stopTimer = metrics.tickSeconds.startTimer();
    try {
      live.picture.advance(clock.now());
      audience.tick(this.#pace.periodMs);
    } catch (error) {
      logger.error({ err: error }, 'a tick failed');
    }
    stopTimer();
  }

  /** @param tickMs processor time of the tick. */
  #measure(tickMs: number): void {
    const [nowMs, used] = [performance.now(), usedMs()];
    const passedMs = Math.max(1, nowMs - this.#measuredAtMs);
    const periodMs = this.#pace.periodMs;
    const nextMs = this.#pace.next({ busy: (used - this.#usedMs) / passedMs, tickShare: tickMs / periodMs });
    this.#measuredAtMs = nowMs;
    this.#usedMs = used;
    if (nextMs === periodMs) return;
    this.#options.logger.warn({ tickMs: nextMs, wasMs: periodMs }, 'screens are sent ticks at another rate');
  }
}

/** Processor time that this thread has used, in milliseconds. */
function usedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
