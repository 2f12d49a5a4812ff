import type { Logger } from 'pino';
import type { Clock } from './observe/clock.ts';
import type { Metrics } from './observe/metrics.ts';
import type { TopicHub } from './push/topic-hub.ts';
import type { CityPicture } from './views/city-picture.ts';

export interface TickerOptions {
  readonly picture: () => CityPicture;
  readonly hub: TopicHub;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly everyMs: number;
}

/** Moves the picture's time on and sends what changed, at a steady rate. */
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
    const { picture, hub, clock, metrics, logger } = this.#options;
    const stopTimer = metrics.tickSeconds.startTimer();
    try {
      picture().advance(clock.now());
      hub.tick();
    } catch (error) {
      logger.error({ err: error }, 'a tick failed');
    }
    stopTimer();
  }
}
