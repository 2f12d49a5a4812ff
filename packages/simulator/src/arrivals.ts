import { HOUR_MS, instant, type Instant } from '@citybrain/domain';
import { WATER_MAIN_BREAK } from './emergency-matters.ts';
import { formatTime, localDayOf, localHourOf } from './local-time.ts';
import { mainBreakOf } from './main-breaks.ts';
import { drawMatter, type Matter, type MatterFrame } from './matter.ts';
import { Random, seedOf } from './random.ts';
import { expectedArrivals } from './rhythm.ts';
import type { Territory } from './territory.ts';
import { stormOf } from './weather.ts';

export interface ArrivalPlan {
  readonly seed: number;
  /** Begins every ticket's id. */
  readonly key: string;
  readonly ratePerDay: number;
  readonly territory: Territory;
}

/** Extra matters of an hour of storm, as a multiple of the mean hour. */
const STORM_FACTOR = 2.5;

/** The matters reported in the hour from `hourAt` (a whole hour), by time within each cause. A function of plan and hour. */
export function* mattersOfHour(plan: ArrivalPlan, hourAt: Instant): Generator<Matter> {
  for (const frame of everydayFrames(plan, hourAt)) yield drawMatter(plan.seed, plan.territory, frame);
  for (const frame of stormFrames(plan, hourAt)) yield drawMatter(plan.seed, plan.territory, frame);
  for (const frame of mainBreakFrames(plan, hourAt)) yield drawMatter(plan.seed, plan.territory, frame);
}

const hourName = (at: Instant): string => formatTime(at, 'local').slice(0, 13).replace(/[-T]/g, '');
const ordinal = (at: number): string => String(at + 1).padStart(4, '0');

function instantsIn(from: number, to: number, mean: number, random: Random): Instant[] {
  const count = to > from ? random.poisson(mean) : 0;
  return Array.from({ length: count }, () => instant(random.between(from, to))).sort((a, b) => a - b);
}

function everydayFrames({ seed, key, ratePerDay }: ArrivalPlan, hourAt: Instant): MatterFrame[] {
  const random = new Random(seedOf(seed, key, 'arrivals', hourAt));
  const mean = expectedArrivals(ratePerDay, localDayOf(hourAt), Math.floor(localHourOf(hourAt)));
  return instantsIn(hourAt, hourAt + HOUR_MS, mean, random).map((reportedAt, at) => ({
    id: `${key}-${hourName(hourAt)}-${ordinal(at)}`,
    reportedAt,
  }));
}

function stormFrames({ seed, key, ratePerDay }: ArrivalPlan, hourAt: Instant): MatterFrame[] {
  const storm = stormOf(seed, localDayOf(hourAt));
  if (!storm) return [];
  const from = Math.max(hourAt, storm.startsAt);
  const to = Math.min(hourAt + HOUR_MS, storm.endsAt);
  const mean = ((STORM_FACTOR * ratePerDay) / 24) * ((to - from) / HOUR_MS);
  const random = new Random(seedOf(seed, key, 'storm', hourAt));
  return instantsIn(from, to, mean, random).map((reportedAt, at) => ({
    id: `${key}-S${hourName(hourAt)}-${ordinal(at)}`,
    reportedAt,
    weather: storm.weather,
  }));
}

function mainBreakFrames({ seed, key, territory }: ArrivalPlan, hourAt: Instant): MatterFrame[] {
  const main = mainBreakOf(seed, territory, localDayOf(hourAt));
  if (!main) return [];
  const shared = { kind: WATER_MAIN_BREAK, leaf: main.leaf, centre: main.centre, finishedAt: main.repairedAt };
  return main.callsAt.flatMap((reportedAt, at) =>
    reportedAt >= hourAt && reportedAt < hourAt + HOUR_MS
      ? [{ id: `${key}-W${hourName(main.brokeAt)}-${ordinal(at)}`, reportedAt, shared }]
      : [],
  );
}
