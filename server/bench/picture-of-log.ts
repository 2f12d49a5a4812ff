import { instant, type Instant } from '@citybrain/domain';
import { cityOf } from '../src/city.ts';
import type { Database } from '../src/log/database.ts';
import { LogFollower } from '../src/log/log-follower.ts';
import { PostgresEventLog } from '../src/log/postgres-event-log.ts';
import { RegionStore } from '../src/log/region-store.ts';
import { CityPicture } from '../src/views/city-picture.ts';
import { profile, type Cost } from './cpu-profile.ts';
import { ZONE } from './template-world.ts';

/** A picture made of a whole log, and what that took. */
export interface FoldedPicture {
  readonly picture: CityPicture;
  readonly events: number;
  readonly seconds: number;
  readonly costs: readonly Cost[];
}

const SAY_EVERY_MS = 20_000;
const COSTS = 12;

/** Folds the log as a server does that starts without a snapshot. */
export async function foldLog(
  database: Database,
  atLeast: Instant,
  progress: (line: string) => void,
): Promise<FoldedPicture> {
  const log = new PostgresEventLog(database);
  const set = await new RegionStore(database, log).load();
  if (!set) throw new Error('no regions are stored');
  const { tree, geography } = cityOf(set);
  const asOf = await newest(database, atLeast);
  const picture = new CityPicture({ tree, placeIndex: geography.placeIndex, zone: ZONE, asOf });
  let events = 0;
  let saidAt = performance.now();
  const follower = new LogFollower(log, (page) => {
    picture.apply(page);
    events += page.length;
    if (performance.now() - saidAt < SAY_EVERY_MS) return;
    saidAt = performance.now();
    progress(`${events.toLocaleString('en')} events are folded`);
  });
  const startedAt = performance.now();
  const costs = await profile(() => follower.catchUp(), COSTS);
  const seconds = (performance.now() - startedAt) / 1_000;
  picture.takeChanges();
  return { picture, events, seconds, costs };
}

/** A kept store may have been served since it was filled. */
async function newest(database: Database, atLeast: Instant): Promise<Instant> {
  const [last] = await database.query<{ at: number }>(
    'SELECT recorded_at AS at FROM events WHERE sequence = (SELECT sequence FROM log_head)',
  );
  return instant(Math.max(atLeast, last?.at ?? 0));
}
