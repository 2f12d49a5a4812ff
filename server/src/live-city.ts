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
}

/** The regions in force and the picture made on them; when regions are replaced, both are made anew beside the old. */
export class LiveCity {
  readonly #options: LiveCityOptions;
  #present: Present;
  /** Version of the newest replacement seen in the log. */
  #newestRegions = 0;
  #isRemaking = false;

  private constructor(options: LiveCityOptions, city: City) {
    this.#options = options;
    this.#present = this.#begin(city);
  }

  /** Folds the whole log. @throws when there are no regions or the store fails */
  static async open(options: LiveCityOptions): Promise<LiveCity> {
    const live = new LiveCity(options, await loadCity(options.regions));
    await live.follower.catchUp();
    live.picture.takeChanges();
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

  get epoch(): string {
    return this.#present.epoch;
  }

  #begin(city: City): Present {
    const { clock, zone, log } = this.#options;
    const picture = new CityPicture({
      tree: city.tree,
      placeIndex: city.geography.placeIndex,
      zone,
      asOf: clock.now(),
    });
    const follower = new LogFollower(log, (events) => this.#take(picture, events));
    return { city, picture, follower, epoch: randomUUID() };
  }

  #take(picture: CityPicture, events: readonly LogEvent[]): void {
    picture.apply(events);
    for (const event of events) {
      if (event.type === 'RegionsReplaced') this.#newestRegions = Math.max(this.#newestRegions, event.version);
    }
    if (this.#newestRegions > this.city.set.version && !this.#isRemaking) void this.#remake();
  }

  async #remake(): Promise<void> {
    this.#isRemaking = true;
    try {
      while (this.#newestRegions > this.city.set.version) {
        const next = this.#begin(await loadCity(this.#options.regions));
        await next.follower.catchUp();
        this.#present = next;
        this.#options.onRemade();
      }
    } catch (error) {
      this.#options.onError(error);
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
