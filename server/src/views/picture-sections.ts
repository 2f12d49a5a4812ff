import type { Instant } from '@citybrain/domain';
import type { BreachBoard } from './breach-board.ts';
import type { DayCountsOf } from './day-counts.ts';
import type { HeldEntry, PackedTicket } from './held-entry.ts';
import type { HourCount, HourRing } from './hour-ring.ts';
import type { IncidentBoard } from './incident-board.ts';
import type { CapturedLatest, LatestEntries } from './latest-entries.ts';
import type { MeasureLedger } from './measure-ledger.ts';
import type { ReportsOf } from './recent-reports.ts';
import type { RegionCounters } from './region-counters.ts';
import type { StationBoard } from './station-board.ts';
import type { TicketBoard } from './ticket-board.ts';
import type { TicketBrief } from './ticket-brief.ts';
import type { HeldIncident, HeldStation, LatestEntry } from './view.ts';
import type { WordCounts, WordsOf } from './word-counts.ts';

export const SECTIONS = [
  'counters',
  'hours',
  'breaches',
  'categories',
  'dispositions',
  'region-days',
  'unit-days',
  'reports',
  'latest',
  'recorded',
  'stations',
  'incidents',
  'briefs',
] as const;
export type SectionName = (typeof SECTIONS)[number];

/** Plain values of one kind; of many there are several sections. */
export interface PictureSection {
  readonly name: SectionName;
  readonly items: Iterable<unknown>;
}

export interface CapturedTickets {
  readonly entries: readonly HeldEntry[];
  readonly asOf: Instant;
}

/** A picture as it was at one moment. */
export interface CapturedPicture {
  readonly sections: readonly PictureSection[];
  readonly tickets: CapturedTickets;
}

/** What can unpack tickets by where they lie. */
export interface PackedChunk {
  at(at: number): PackedTicket;
}

/** All parts of a picture. */
export interface PictureParts {
  readonly counters: RegionCounters;
  readonly hours: HourRing<HourCount>;
  readonly breaches: BreachBoard;
  readonly categories: WordCounts;
  readonly dispositions: WordCounts;
  readonly ledger: MeasureLedger;
  readonly latest: LatestEntries;
  readonly lastRecordedAt: Float64Array;
  readonly stations: StationBoard;
  readonly incidents: IncidentBoard;
  readonly tickets: TicketBoard;
}

type ColumnItem = readonly [index: number, column: readonly number[]];
type SlotItem = readonly [index: number, slot: number, counts: readonly number[]];
type LatestItem = readonly [entry: LatestEntry, regions: readonly number[]];
type RecordedItem = readonly [region: number, at: number];
type BriefItem = readonly [at: number, brief: TicketBrief];

/** The parts as they are now. What never changes is only listed; what does is copied. */
export function capture(parts: PictureParts, asOf: Instant): CapturedPicture {
  const { regionDays, unitDays, reports } = parts.ledger.capture();
  const counters = parts.counters.capture();
  const sections: PictureSection[] = [
    { name: 'counters', items: counters.map((column, index): ColumnItem => [index, [...column]]) },
    { name: 'hours', items: slotItems(parts.hours.capture(), counters[0]?.length ?? 0) },
    { name: 'breaches', items: slotItems(parts.breaches.capture(), counters[0]?.length ?? 0) },
    { name: 'categories', items: parts.categories.capture() },
    { name: 'dispositions', items: parts.dispositions.capture() },
    { name: 'region-days', items: regionDays },
    { name: 'unit-days', items: unitDays },
    { name: 'reports', items: reports },
    { name: 'latest', items: latestItems(parts.latest.capture()) },
    { name: 'recorded', items: [...parts.lastRecordedAt.entries()].filter(([, at]) => !Number.isNaN(at)) },
    { name: 'stations', items: [...parts.stations.all()] },
    { name: 'incidents', items: [...parts.incidents.all()] },
  ];
  return { sections, tickets: { entries: parts.tickets.capture(), asOf } };
}

/** The slots of the ring in which something is counted. */
function* slotItems(columns: readonly Int32Array[], size: number): Generator<SlotItem> {
  for (const [index, column] of columns.entries()) {
    for (let slot = 0; slot * size < column.length; slot += 1) {
      const counts = column.subarray(slot * size, (slot + 1) * size);
      if (counts.some((count) => count !== 0)) yield [index, slot, [...counts]];
    }
  }
}

/** Each entry once with the regions that hold it, the oldest first. */
function* latestItems(latest: CapturedLatest): Generator<LatestItem> {
  const regionsOf = new Map<LatestEntry, number[]>();
  latest.forEach((entries, region) => {
    for (const entry of entries ?? []) {
      const regions = regionsOf.get(entry);
      if (regions) regions.push(region);
      else regionsOf.set(entry, [region]);
    }
  });
  yield* [...regionsOf].sort(([a], [b]) => a.id - b.id);
}

/** Takes up a section in a new picture, at the as-of at which it was captured. @throws RangeError when it is none */
export function restoreSection(
  parts: PictureParts,
  { name, items }: PictureSection,
  packed: PackedChunk | null,
  asOf: Instant,
): void {
  const take = name === 'briefs' ? briefTaker(parts, packed, asOf) : TAKERS[name](parts);
  for (const item of items) take(item as never);
}

function briefTaker({ tickets }: PictureParts, packed: PackedChunk | null, asOf: Instant): (item: BriefItem) => void {
  if (!packed) throw new RangeError('briefs without their tickets');
  return ([at, brief]) => tickets.restore(brief, packed.at(at), asOf);
}

type Taker = (parts: PictureParts) => (item: never) => void;

const TAKERS: Readonly<Record<Exclude<SectionName, 'briefs'>, Taker>> = {
  counters:
    ({ counters }) =>
    ([index, column]: ColumnItem) =>
      counters.restore(index, column),
  hours:
    ({ hours }) =>
    ([index, slot, counts]: SlotItem) =>
      hours.restore(index, slot, counts),
  breaches:
    ({ breaches }) =>
    ([index, slot, counts]: SlotItem) =>
      breaches.restore(index, slot, counts),
  categories:
    ({ categories }) =>
    (words: WordsOf) =>
      categories.restore(words),
  dispositions:
    ({ dispositions }) =>
    (words: WordsOf) =>
      dispositions.restore(words),
  'region-days':
    ({ ledger }) =>
    (counts: DayCountsOf<number>) =>
      ledger.restoreRegionDays(counts),
  'unit-days':
    ({ ledger }) =>
    (counts: DayCountsOf<string>) =>
      ledger.restoreUnitDays(counts),
  reports:
    ({ ledger }) =>
    (reports: ReportsOf) =>
      ledger.restoreReports(reports),
  latest:
    ({ latest }) =>
    ([entry, regions]: LatestItem) =>
      latest.add(entry, regions),
  recorded:
    ({ lastRecordedAt }) =>
    ([region, at]: RecordedItem) => {
      lastRecordedAt[region] = at;
    },
  stations:
    ({ stations }) =>
    (held: HeldStation) =>
      stations.restore(held),
  incidents:
    ({ incidents }) =>
    (held: HeldIncident) =>
      incidents.restore(held),
};
