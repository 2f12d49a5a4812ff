import type { Logger } from 'pino';
import type { LiveCity } from './live-city.ts';
import type { Clock } from './observe/clock.ts';
import type { Metrics } from './observe/metrics.ts';
import type { TopicHub } from './push/topic-hub.ts';

export interface TickerOptions {
  readonly live: LiveCity;
  readonly hub: TopicHub;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly everyMs: number;
}

/** Moves the picture's time on and sends what changed, at a steady rate; while the picture is broken, nothing: screens show its age. */
export class Ticker {
  readonly #options: TickerOptions;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: TickerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = setInterval(() => this.#tick(), this.#options.everyMs);
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
  }

  #tick(): void {
    const { live, hub, clock, metrics, logger } = this.#options;
    if (!live.isWell) return;
    const stopTimer = metrics.tickSeconds.startTimer();
    try {
      live.picture.advance(clock.now());
      hub.tick();
    } catch (error) {
      logger.error({ err: error }, 'a tick failed');
    }
    stopTimer();
  }
}
