import { randomUUID } from 'node:crypto';
import type { LogEvent } from '@citybrain/domain';
import { cityOf, type City } from './city.ts';
import type { EventLog } from './log/event-log.ts';
import { LogFollower } from './log/log-follower.ts';
import type { RegionStore } from './log/region-store.ts';
import type { Clock } from './observe/clock.ts';
import { CityPicture } from './views/city-picture.ts';

export interface LiveCityOptions {
  readonly log: EventLog;
  readonly regions: RegionStore;
  readonly clock: Clock;
  readonly zone: string;
  /** A picture of these regions to go on from; null: none, the log is read from its beginning. */
  readonly restore?: (city: City) => Promise<CityPicture | null>;
  /** Told what the present picture has taken, in order, each event once. */
  readonly onTaken?: (events: readonly LogEvent[]) => void;
  /** The picture was made anew on other regions. */
  readonly onRemade: () => void;
  readonly onError: (error: unknown) => void;
}

interface Present {
  readonly city: City;
  readonly picture: CityPicture;
  readonly follower: LogFollower;
  /** Names this picture: revisions of another one mean nothing. */
  readonly epoch: string;
  /** False once an event could not be folded: what the picture shows can't be trusted. */
  isWell: boolean;
}

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 60_000;

/**
 * The regions in force and the picture made on them. When regions are replaced, or
 * a fold breaks, both are made anew beside the old; a broken picture is not shown
 * meanwhile.
 */
export class LiveCity {
  readonly #options: LiveCityOptions;
  #present: Present;
  /** Version of the newest replacement seen in the log. */
  #newestRegions = 0;
  #isRemaking = false;
  /** False while the first picture is made: nobody has seen it who had to be told of another one. */
  #isOpen = false;
  #retryMs = FIRST_RETRY_MS;

  private constructor(options: LiveCityOptions, city: City, restored: CityPicture | null) {
    this.#options = options;
    this.#present = this.#begin(city, restored);
  }

  /**
   * Folds the log: what is after a restored picture, or all of it.
   * @throws when there are no regions or the store fails
   */
  static async open(options: LiveCityOptions): Promise<LiveCity> {
    const city = await loadCity(options.regions);
    const restored = (await options.restore?.(city)) ?? null;
    const live = new LiveCity(options, city, restored);
    await live.follower.catchUp();
    if (live.#isOutdated()) {
      // What was restored broke, or the regions were replaced meanwhile.
      live.#present = live.#begin(await loadCity(options.regions), null);
      await live.follower.catchUp();
    }
    if (!live.isWell) throw new Error('the log could not be folded into a picture');
    live.picture.takeChanges();
    live.#isOpen = true;
    return live;
  }

  get city(): City {
    return this.#present.city;
  }

  get picture(): CityPicture {
    return this.#present.picture;
  }

  get follower(): LogFollower {
    return this.#present.follower;
  }

  get isWell(): boolean {
    return this.#present.isWell;
  }

  get epoch(): string {
    return this.#present.epoch;
  }

  #begin(city: City, restored: CityPicture | null): Present {
    const { clock, zone, log } = this.#options;
    const { tree, geography } = city;
    const asOf = clock.now();
    const picture = restored ?? new CityPicture({ tree, placeIndex: geography.placeIndex, zone, asOf });
    picture.advance(asOf);
    const follower = new LogFollower(log, (events) => this.#take(present, events), picture.sequence);
    const present: Present = { city, picture, follower, epoch: randomUUID(), isWell: true };
    return present;
  }

  #take(present: Present, events: readonly LogEvent[]): void {
    try {
      present.picture.apply(events);
    } catch (error) {
      present.isWell = false;
      this.#options.onError(error);
    }
    for (const event of events) {
      if (event.type === 'RegionsReplaced') this.#newestRegions = Math.max(this.#newestRegions, event.version);
    }
    if (present !== this.#present) return;
    this.#options.onTaken?.(events);
    if (this.#isOpen && this.#isOutdated()) void this.#remake();
  }

  #isOutdated(): boolean {
    return !this.isWell || this.#newestRegions > this.city.set.version;
  }

  async #remake(): Promise<void> {
    if (this.#isRemaking) return;
    this.#isRemaking = true;
    try {
      while (this.#isOutdated()) {
        // What broke a picture may be in its snapshot: it is made of nothing but the log.
        const next = this.#begin(await loadCity(this.#options.regions), null);
        await next.follower.catchUp();
        if (!next.isWell) throw new Error('the log could not be folded into a picture');
        next.picture.takeChanges();
        this.#present = next;
        this.#options.onRemade();
      }
      this.#retryMs = FIRST_RETRY_MS;
    } catch (error) {
      this.#options.onError(error);
      setTimeout(() => void this.#remake(), this.#retryMs).unref();
      this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
    } finally {
      this.#isRemaking = false;
    }
  }
}

async function loadCity(regions: RegionStore): Promise<City> {
  const set = await regions.load();
  if (!set) throw new Error('no regions are stored');
  return cityOf(set);
}
