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
  #utilisation = performance.eventLoopUtilization();
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
      const tookMs = this.#tick();
      this.#measure(tookMs);
      if (this.#timer) this.#wait();
    }, this.#dueAtMs - now);
  }

  /** Answers how long it took. */
  #tick(): number {
    const { live, audience, clock, metrics, logger } = this.#options;
    if (!live.isWell) return 0;
    const startedAt = performance.now();
    const stopTimer = metrics.tickSeconds.startTimer();
    try {
      live.picture.advance(clock.now());
      audience.tick(this.#pace.periodMs);
    } catch (error) {
      logger.error({ err: error }, 'a tick failed');
    }
    stopTimer();
    return performance.now() - startedAt;
  }

  #measure(tookMs: number): void {
    const before = this.#utilisation;
    this.#utilisation = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(this.#utilisation, before);
    const periodMs = this.#pace.periodMs;
    const nextMs = this.#pace.next({ busy: utilization, tickShare: tookMs / periodMs });
    if (nextMs === periodMs) return;
    this.#options.logger.warn({ tickMs: nextMs, wasMs: periodMs }, 'screens are sent ticks at another rate');
  }
}
