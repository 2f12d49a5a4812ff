import {
  instant,
  isOpen,
  streamKeyOf,
  streamKindOf,
  type BreachTimes,
  type ChildRow,
  type IncidentEvent,
  type IncidentId,
  type Instant,
  type LogEvent,
  type MatterRow,
  type Measures,
  type Place,
  type RegionTree,
  type StationEvent,
  type StationId,
  type Ticket,
  type TicketEvent,
  type TicketId,
} from '@citybrain/domain';
import { BreachBoard } from './breach-board.ts';
import type { BreachCell } from './breach-clock.ts';
import { ChangeRecord } from './change-record.ts';
import { CivilDays } from './civil-day.ts';
import type { HeldEntry } from './held-entry.ts';
import { HOUR_COUNTS, HourRing, type HourCount } from './hour-ring.ts';
import { IncidentBoard } from './incident-board.ts';
import { LatestEntries } from './latest-entries.ts';
import { MeasureLedger } from './measure-ledger.ts';
import {
  capture,
  restoreSection,
  type CapturedPicture,
  type PackedChunk,
  type PictureParts,
  type PictureSection,
} from './picture-sections.ts';
import { RegionCounters } from './region-counters.ts';
import { readChildRow, readMatters, readMeasures } from './read-measures.ts';
import { StationBoard } from './station-board.ts';
import { TicketBoard } from './ticket-board.ts';
import { WordCounts } from './word-counts.ts';
import type { HeldIncident, HeldStation, HeldTicket, LatestEntry, Picture, PictureChanges } from './view.ts';

export interface CityPictureOptions {
  readonly tree: RegionTree;
  /** Index of the region where a place counts; -1: nowhere. */
  readonly placeIndex: (place: Place) => number;
  readonly zone: string;
  readonly asOf: Instant;
}

/** Two days, for items that come late. */
const TREND_HOURS_HELD = 48;

/**
 * The log folded into memory (docs/spec/views.md). The same events give the same
 * picture in one go or one by one; what depends on the time (overdue, today, the
 * hours) moves with {@link advance}.
 */
export class CityPicture implements Picture {
  readonly tree: RegionTree;
  readonly counters: RegionCounters;
  readonly hours: HourRing<HourCount>;
  readonly breaches: BreachBoard;
  readonly categories: WordCounts;
  readonly dispositions: WordCounts;
  readonly ledger: MeasureLedger;
  readonly #placeIndex: (place: Place) => number;
  readonly #days: CivilDays;
  readonly #tickets: TicketBoard;
  readonly #stations: StationBoard;
  readonly #incidents: IncidentBoard;
  readonly #latest: LatestEntries;
  readonly #lastRecordedAt: Float64Array;
  #changes = new ChangeRecord();
  #asOf: Instant;
  #dayStartsAt: Instant;
  #dayEndsAt: Instant;
  #last: LogEvent | null = null;

  constructor({ tree, placeIndex, zone, asOf }: CityPictureOptions) {
    this.tree = tree;
    this.#placeIndex = placeIndex;
    this.#asOf = asOf;
    this.#days = new CivilDays(zone);
    this.#dayStartsAt = this.#days.startOf(asOf);
    this.#dayEndsAt = this.#days.endOf(asOf);
    this.counters = new RegionCounters(tree.size);
    this.hours = new HourRing({ counts: HOUR_COUNTS, regionCount: tree.size, hoursBack: TREND_HOURS_HELD }, asOf);
    this.breaches = new BreachBoard({ tree, zone, asOf });
    this.categories = new WordCounts(tree.size);
    this.dispositions = new WordCounts(tree.size);
    this.ledger = new MeasureLedger({ tree, placeIndex, zone, asOf });
    this.#latest = new LatestEntries(tree.size);
    this.#lastRecordedAt = new Float64Array(tree.size).fill(Number.NaN);
    const shared = { tree, placeIndex, counters: this.counters, changes: () => this.#changes };
    this.#tickets = new TicketBoard({
      ...shared,
      hours: this.hours,
      breaches: this.breaches,
      categories: this.categories,
      dispositions: this.dispositions,
      ledger: this.ledger,
    });
    this.#stations = new StationBoard(shared);
    this.#incidents = new IncidentBoard(shared);
  }

  get asOf(): Instant {
    return this.#asOf;
  }

  get sequence(): number {
    return this.#last?.sequence ?? 0;
  }

  /** The last event of the log that it holds. */
  get lastEvent(): LogEvent | null {
    return this.#last;
  }

  /** Takes the next events of the log. */
  apply(events: readonly LogEvent[]): void {
    for (const event of events) {
      this.#applyOne(event);
      this.#last = event;
    }
  }

  /** Moves time on; going back is ignored. */
  advance(asOf: Instant): void {
    if (asOf <= this.#asOf) return;
    this.#asOf = asOf;
    const hasHourPassed = this.hours.advance(asOf);
    this.breaches.advance(asOf);
    const hasDayBegun = asOf >= this.#dayEndsAt;
    if (hasDayBegun) {
      this.#dayStartsAt = this.#days.startOf(asOf);
      this.#dayEndsAt = this.#days.endOf(asOf);
      this.#tickets.startDay(this.#isToday);
    }
    this.#tickets.turn(asOf);
    this.#tickets.timed.advance(asOf);
    this.#tickets.repeats.forget(asOf);
    this.ledger.advance(asOf);
    if (hasHourPassed || hasDayBegun) {
      for (let region = 0; region < this.tree.size; region += 1) this.#changes.regions.add(region);
    }
  }

  /** All that it takes to make it again, as it is now: what is told later does not change it. Takes milliseconds. */
  capture(): CapturedPicture {
    return capture(this.#parts(), this.#asOf);
  }

  /** Takes up a section that was captured at this picture's as-of, with the tickets before it. Only into a new picture. */
  restore(section: PictureSection, packed: PackedChunk | null): void {
    restoreSection(this.#parts(), section, packed, this.#asOf);
  }

  /** All sections are taken up; the picture goes on after `last`. */
  endRestore(last: LogEvent): void {
    this.#last = last;
    this.#tickets.endRestore(this.#asOf);
    this.takeChanges();
  }

  takeChanges(): PictureChanges {
    const changes = this.#changes;
    this.#changes = new ChangeRecord();
    return changes;
  }

  measures(regionIndex: number): Measures {
    const recordedAt = this.#lastRecordedAt[regionIndex];
    return readMeasures(this, regionIndex, {
      asOf: this.#asOf,
      dayStartsAt: this.#dayStartsAt,
      dayEndsAt: this.#dayEndsAt,
      lastRecordedAt: recordedAt === undefined || Number.isNaN(recordedAt) ? null : instant(recordedAt),
    });
  }

  childRow(regionIndex: number): ChildRow {
    return readChildRow(this, regionIndex, { dayStartsAt: this.#dayStartsAt, dayEndsAt: this.#dayEndsAt });
  }

  matters(regionIndex: number): MatterRow {
    return readMatters(this, regionIndex);
  }

  breachTimes(regionIndex: number): BreachTimes {
    return this.breaches.times(regionIndex, this.#asOf);
  }

  /** Tickets of a scope whose limits broke in one hour of the week, or on one day: those that {@link breachTimes} counts. */
  *breached(regionIndex: number, cell: BreachCell): Generator<HeldTicket> {
    for (const id of this.breaches.within(cell, this.#asOf)) {
      const held = this.#tickets.find(id);
      if (held && this.tree.isWithin(held.regionIndex, regionIndex)) yield held;
    }
  }

  openCount(regionIndex: number): number {
    return this.counters.get('open', regionIndex);
  }

  openTickets(regionIndex: number): Iterable<HeldTicket> {
    return this.#tickets.openWithin(regionIndex);
  }

  /** How often a matter like it came up in its place in the last 30 days, itself included. */
  repeatsOf(ticket: Ticket): number {
    const regionIndex = this.#placeIndex(ticket.facts.place);
    return this.#tickets.repeats.of({ id: '' as TicketId, ticket, regionIndex }, this.#asOf);
  }

  /** Every open ticket, wherever it counts, also nowhere. */
  allOpenTickets(): Iterable<HeldEntry> {
    return this.#tickets.allOpen();
  }

  openTicket(id: TicketId): HeldTicket | undefined {
    const held = this.#tickets.find(id);
    return held && isOpen(held.ticket) ? held : undefined;
  }

  /** Also one that ended lately. */
  heldTicket(id: TicketId): HeldTicket | undefined {
    return this.#tickets.find(id);
  }

  /** Tickets whose time has come and about which the log says nothing yet, in the order in which it came. */
  *ripeTickets(): Generator<HeldTicket> {
    for (const id of this.#tickets.timed.ripe()) {
      const held = this.#tickets.find(id);
      if (held) yield held;
    }
  }

  /** Tickets whose time will come or has come. */
  get timedCount(): number {
    return this.#tickets.timed.size;
  }

  stations(regionIndex: number): Iterable<HeldStation> {
    return this.#stations.within(regionIndex);
  }

  station(id: StationId): HeldStation | undefined {
    return this.#stations.find(id);
  }

  /** Stations whose promise is broken and that do not count as silent yet. */
  stationsFallingSilent(): StationId[] {
    return this.#stations.fallingSilent(this.#asOf);
  }

  incidents(regionIndex: number): Iterable<HeldIncident> {
    return this.#incidents.within(regionIndex);
  }

  incident(id: IncidentId): HeldIncident | undefined {
    return this.#incidents.find(id);
  }

  latest(regionIndex: number): readonly LatestEntry[] {
    return this.#latest.of(regionIndex);
  }

  #parts(): PictureParts {
    const { counters, hours, breaches, categories, dispositions, ledger } = this;
    return {
      ...{ counters, hours, breaches, categories, dispositions, ledger },
      latest: this.#latest,
      lastRecordedAt: this.#lastRecordedAt,
      stations: this.#stations,
      incidents: this.#incidents,
      tickets: this.#tickets,
    };
  }

  readonly #isToday = (at: Instant): boolean => at >= this.#dayStartsAt && at < this.#dayEndsAt;

  #applyOne(event: LogEvent): void {
    const key = streamKeyOf(event.stream);
    switch (streamKindOf(event.stream)) {
      case 'ticket': {
        const held = this.#tickets.apply(key as TicketId, event as LogEvent<TicketEvent>, this.#asOf, this.#isToday);
        if (held) this.#note(event, key, held.regionIndex, held.ticket.facts);
        break;
      }
      case 'station': {
        const held = this.#stations.apply(key as StationId, event as LogEvent<StationEvent>);
        if (event.type === 'StationReadingTaken') this.#touch(event, held.regionIndex);
        else this.#note(event, key, held.regionIndex, { title: held.station.facts.name });
        break;
      }
      case 'incident': {
        const held = this.#incidents.apply(key as IncidentId, event as LogEvent<IncidentEvent>);
        if (held) this.#note(event, key, held.regionIndex, { title: held.incident.facts.title });
        break;
      }
    }
  }

  #touch(event: LogEvent, regionIndex: number): readonly number[] {
    const path = this.tree.pathUp(regionIndex);
    for (const region of path) this.#lastRecordedAt[region] = event.recordedAt;
    this.#changes.touch(path);
    return path;
  }

  #note(
    event: LogEvent,
    subjectId: string,
    regionIndex: number,
    facts: Pick<LatestEntry, 'title'> & Partial<Pick<LatestEntry, 'category' | 'disposition'>>,
  ): void {
    const path = this.#touch(event, regionIndex);
    const entry: LatestEntry = {
      id: event.sequence,
      type: event.type,
      happenedAt: event.happenedAt,
      recordedAt: event.recordedAt,
      subjectId,
      title: facts.title,
      category: facts.category ?? null,
      disposition: facts.disposition ?? null,
      regionId: regionIndex < 0 ? null : this.tree.at(regionIndex).id,
    };
    this.#latest.add(entry, path);
    this.#changes.latest.add(regionIndex);
  }
}
