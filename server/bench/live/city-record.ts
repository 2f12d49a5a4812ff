import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchCity } from './bench-city.ts';
import { machineNow } from './machine-now.ts';
import { readMetrics } from './read-metrics.ts';

/** How a city's server was at one moment. */
export interface CitySample {
  /** Since the record began. */
  readonly seconds: number;
  /** Memory of the process (RSS). */
  readonly megabytes: number;
  readonly screens: number;
  /** Off the ticks. */
  readonly behind: number;
}

const EVERY_MS = 1_000;
const NOTHING: CitySample = { seconds: 0, megabytes: 0, screens: 0, behind: 0 };

/** Looks once a second how a city's server is, from its own metrics. */
export class CityRecord {
  readonly samples: CitySample[] = [];
  readonly #city: BenchCity;
  readonly #beganAt = machineNow();
  #hasEnded = false;
  #looking: Promise<void> = Promise.resolve();

  private constructor(city: BenchCity) {
    this.#city = city;
  }

  static begin(city: BenchCity): CityRecord {
    const record = new CityRecord(city);
    record.#looking = record.#look();
    // Whoever ends the record hears of it.
    record.#looking.catch(() => undefined);
    return record;
  }

  get seconds(): number {
    return (machineNow() - this.#beganAt) / 1_000;
  }

  get latest(): CitySample {
    return this.samples.at(-1) ?? NOTHING;
  }

  /** When a screen was off the ticks for the last time. */
  get lastBehindAt(): number {
    return this.samples.findLast(({ behind }) => behind > 0)?.seconds ?? 0;
  }

  between(from: number, to: number): readonly CitySample[] {
    return this.samples.filter(({ seconds }) => seconds >= from && seconds <= to);
  }

  /** @throws Error when it could not look */
  async end(): Promise<void> {
    this.#hasEnded = true;
    await this.#looking;
  }

  async #look(): Promise<void> {
    while (!this.#hasEnded) {
      const [metrics, { rssBytes }] = await Promise.all([
        readMetrics(this.#city.url),
        this.#city.server.ask('processState', { isCollected: false }),
      ]);
      const read = (name: string): number => metrics.get(`citybrain_${name}`) ?? Number.NaN;
      const counts = { screens: read('screens'), behind: read('screens_behind') };
      this.samples.push({ seconds: this.seconds, megabytes: rssBytes / 1e6, ...counts });
      await sleep(EVERY_MS);
    }
  }
}
