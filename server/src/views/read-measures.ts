import {
  DISPOSITIONS,
  HOUR_MS,
  instant,
  type ChildRow,
  type Disposition,
  type Instant,
  type MatterRow,
  type Measures,
  type RegionTree,
  type TimeLeft,
} from '@citybrain/domain';
import type { HourCount, HourRing } from './hour-ring.ts';
import { TIME_BAND_COUNTS, type RegionCounters } from './region-counters.ts';
import type { WordCounts } from './word-counts.ts';

/** The counts that measures are read from. */
export interface Counted {
  readonly tree: RegionTree;
  readonly counters: RegionCounters;
  readonly hours: HourRing<HourCount>;
  readonly categories: WordCounts;
  readonly dispositions: WordCounts;
}

export interface ReadAt {
  readonly asOf: Instant;
  readonly dayStartsAt: Instant;
  readonly dayEndsAt: Instant;
  readonly lastRecordedAt: Instant | null;
}

const TREND_HOURS = 24;

/** The measures of one region; touches only that region's counters. */
export function readMeasures(counted: Counted, region: number, at: ReadAt): Measures {
  const { counters, hours } = counted;
  const today = (count: HourCount): number => hours.between(count, region, at.dayStartsAt, at.dayEndsAt);
  return {
    dayStartsAt: at.dayStartsAt,
    open: counters.get('open', region),
    awaitingCheck: counters.get('awaitingCheck', region),
    overdue: counters.get('overdue', region),
    timeLeft: readTimeLeft(counters, region),
    unplaced: counters.get('unplacedHere', region),
    unplacedWithin: counters.get('unplaced', region),
    direct: counters.get('openHere', region) - counters.get('unplacedHere', region),
    reportedToday: today('reported'),
    disposedToday: today('disposed'),
    closedToday: today('closed'),
    onTimeToday: {
      numerator: today('onTime'),
      denominator: today('timed'),
    },
    hours: readTrend(hours, region, at.asOf),
    categories: counted.categories.of(region).map(({ word, open, today }) => ({ category: word, open, today })),
    dispositions: readDispositions(counted.dispositions, region),
    stations: { total: counters.get('stations', region), silent: counters.get('silentStations', region) },
    activeIncidents: counters.get('activeIncidents', region),
    lastRecordedAt: at.lastRecordedAt,
  };
}

export function readChildRow(
  { tree, counters, hours }: Counted,
  region: number,
  day: Pick<ReadAt, 'dayStartsAt' | 'dayEndsAt'>,
): ChildRow {
  const today = (count: HourCount): number => hours.between(count, region, day.dayStartsAt, day.dayEndsAt);
  return {
    id: tree.at(region).id,
    open: counters.get('open', region),
    overdue: counters.get('overdue', region),
    timeLeft: readTimeLeft(counters, region),
    reportedToday: today('reported'),
    closedToday: today('closed'),
    onTimeToday: {
      numerator: today('onTime'),
      denominator: today('timed'),
    },
    stations: counters.get('stations', region),
    silentStations: counters.get('silentStations', region),
  };
}

const readTimeLeft = (counters: RegionCounters, region: number): TimeLeft =>
  TIME_BAND_COUNTS.map((count) => counters.get(count, region));

/** What is open and late in a region, by group of categories, in no order that means anything. */
export const readMatters = ({ tree, categories }: Counted, region: number): MatterRow => ({
  id: tree.at(region).id,
  cells: categories
    .of(region)
    .filter(({ open }) => open > 0)
    .map(({ word, open, late }) => ({ category: word, open, late })),
});

function readTrend(hours: HourRing<HourCount>, region: number, asOf: Instant): Measures['hours'] {
  const running = Math.floor(asOf / HOUR_MS) * HOUR_MS;
  const startsAt = Array.from({ length: TREND_HOURS }, (_, index) =>
    instant(running - (TREND_HOURS - 1 - index) * HOUR_MS),
  );
  return {
    startsAt,
    reported: startsAt.map((start) => hours.at('reported', region, start)),
    finished: startsAt.map((start) => hours.at('finished', region, start)),
  };
}

/** All five in their order, then those without, if there are any. */
function readDispositions(counts: WordCounts, region: number): Measures['dispositions'] {
  const byWord = new Map(counts.of(region).map((entry) => [entry.word, entry]));
  const rowOf = (disposition: Disposition | null): Measures['dispositions'][number] => {
    const entry = byWord.get(disposition ?? '');
    return { disposition, open: entry?.open ?? 0, today: entry?.today ?? 0 };
  };
  return [...DISPOSITIONS.map(rowOf), ...(byWord.has('') ? [rowOf(null)] : [])];
}
