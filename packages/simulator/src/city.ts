import type { Instant } from '@citybrain/domain';
import type { ArrivalPlan } from './arrivals.ts';
import { mergeStreams } from './block-stream.ts';
import { DIRT_SHARES, type DirtShares } from './dirt-shares.ts';
import { incidentStream } from './incident-stream.ts';
import { seedOf } from './random.ts';
import type { SentItem } from './send.ts';
import { stationSites } from './station-sites.ts';
import { stationStream } from './station-stream.ts';
import { Territory, type SimulatedGeography } from './territory.ts';
import { ticketStream } from './ticket-stream.ts';

export interface CityOptions {
  readonly geography: SimulatedGeography;
  readonly seed: number;
  readonly startsAt: Instant;
  /** Everyday matters reported in a mean day; storms and broken mains come on top. Default 1,600. */
  readonly ratePerDay?: number;
  /** What goes wrong: true (the default) for {@link DIRT_SHARES}, false for nothing, or shares of one's own. */
  readonly dirt?: boolean | DirtShares;
  /** Stations report from here on; `startsAt` when left out. */
  readonly stationsFrom?: Instant;
}

export const DEFAULT_RATE_PER_DAY = 1600;

/**
 * The endless stream of what a city's feeds send from `startsAt` on, ordered by
 * send time. It is a function of seed, rate, dirt, geography and time: a second
 * city that starts later sends the same items again from there on, with the same
 * ids. Matters under way at the start are sent then, as last known.
 */
export function createCity(options: CityOptions): Iterable<SentItem> {
  const { geography, seed, startsAt, ratePerDay = DEFAULT_RATE_PER_DAY, dirt = true, stationsFrom } = options;
  const territory = new Territory(geography, seed);
  const key = seedOf(seed).toString(36);
  const plan: ArrivalPlan = { seed, key: `${key}-${ratePerDay}`, ratePerDay, territory };
  const shares = typeof dirt === 'boolean' ? (dirt ? DIRT_SHARES : {}) : dirt;
  return {
    [Symbol.iterator]: () =>
      mergeStreams([
        incidentStream({ seed, key, territory }, startsAt),
        ticketStream(plan, shares, startsAt),
        stationStream(stationSites(territory, seed, key), seed, later(startsAt, stationsFrom)),
      ]),
  };
}

const later = (a: Instant, b: Instant | undefined): Instant => (b !== undefined && b > a ? b : a);
