import { instant, type Instant } from '@citybrain/domain';
import { cityOf } from '../src/city.ts';
import type { Database } from '../src/log/database.ts';
import { LogFollower } from '../src/log/log-follower.ts';
import { PostgresEventLog } from '../src/log/postgres-event-log.ts';
import { RegionStore } from '../src/log/region-store.ts';
import { PictureSnapshots } from '../src/snapshots/picture-snapshots.ts';
import { CityPicture } from '../src/views/city-picture.ts';
import { profile, type Cost } from './cpu-profile.ts';
import { ZONE } from './template-world.ts';

/** A picture made of a whole log, and what that took. */
export interface FoldedPicture {
  readonly picture: CityPicture;
  /** That were folded: all, or those after a snapshot. */
  readonly events: number;
  readonly seconds: number;
  readonly costs: readonly Cost[];
}

const SAY_EVERY_MS = 20_000;
const COSTS = 12;

export interface FoldOptions {
  readonly database: Database;
  /** The picture stands then, or at the newest event. */
  readonly atLeast: Instant;
  /** Where a server keeps its snapshots; null: the whole log is folded. */
  readonly snapshots: string | null;
  readonly progress: (line: string) => void;
}

/** Folds the log as a server does that starts. */
export async function foldLog({ database, atLeast, snapshots, progress }: FoldOptions): Promise<FoldedPicture> {
  const log = new PostgresEventLog(database);
  const set = await new RegionStore(database, log).load();
  if (!set) throw new Error('no regions are stored');
  const { tree, geography } = cityOf(set);
  const ground = { tree, placeIndex: geography.placeIndex };
  const asOf = await newest(database, atLeast);
  const restored = snapshots && (await restoredFrom(snapshots, log, asOf, { ...ground, regionsVersion: set.version }));
  const picture = restored || new CityPicture({ ...ground, zone: ZONE, asOf });
  picture.advance(asOf);
  let events = 0;
  let saidAt = performance.now();
  const follower = new LogFollower(
    log,
    (page) => {
      picture.apply(page);
      events += page.length;
      if (performance.now() - saidAt < SAY_EVERY_MS) return;
      saidAt = performance.now();
      progress(`${events.toLocaleString('en')} events are folded`);
    },
    picture.sequence,
  );
  const startedAt = performance.now();
  const costs = await profile(() => follower.catchUp(), COSTS);
  const seconds = (performance.now() - startedAt) / 1_000;
  picture.takeChanges();
  return { picture, events, seconds, costs };
}

const restoredFrom = (
  directory: string,
  log: PostgresEventLog,
  asOf: Instant,
  ground: Parameters<PictureSnapshots['restore']>[0],
): Promise<CityPicture | null> =>
  new PictureSnapshots({
    ...{ directory, everyEvents: 1, log, zone: ZONE, now: () => instant(Math.max(asOf, Date.now())) },
    onPassedOver: (name, reason) => process.stderr.write(`${name} is passed over: ${reason}\n`),
    onError: () => undefined,
  }).restore(ground);

/** A kept store may have been served since it was filled. */
async function newest(database: Database, atLeast: Instant): Promise<Instant> {
  const [last] = await database.query<{ at: number }>(
    'SELECT recorded_at AS at FROM events WHERE sequence = (SELECT sequence FROM log_head)',
  );
  return instant(Math.max(atLeast, last?.at ?? 0));
}
