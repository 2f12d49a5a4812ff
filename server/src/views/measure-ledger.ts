import {
  instant,
  measureFactsOf,
  noCounts,
  repeatKeyOf,
  traceAfter,
  type Instant,
  type MeasureStanding,
  type MeasureCounts,
  type MeasuredPeriod,
  type MeasureFact,
  type MeasureTrace,
  type Place,
  type RegionTree,
  type Ticket,
  type TicketEvent,
  type UnitId,
} from '@citybrain/domain';
import { DayCounts, type DayCountsOf } from './day-counts.ts';
import { DayWindow } from './day-window.ts';
import { OpenStandings, type StandingTicket } from './open-standings.ts';
import { RecentReports, type ReportsOf } from './recent-reports.ts';

export interface MeasureLedgerOptions {
  readonly tree: RegionTree;
  readonly placeIndex: (place: Place) => number;
  readonly zone: string;
  readonly asOf: Instant;
}

/** A ticket before an event; null: it is the first one. */
export interface BeforeEvent {
  readonly ticket: Ticket | null;
  readonly trace: MeasureTrace;
}

export interface CapturedLedger {
  readonly regionDays: Iterable<DayCountsOf<number>>;
  readonly unitDays: Iterable<DayCountsOf<string>>;
  readonly reports: Iterable<ReportsOf>;
}

/** A ticket as it is now, and where it counts. */
export interface CountedAt extends StandingTicket {
  readonly regionIndex: number;
}

/**
 * What the measures of the last days are read from, kept one event at a time
 * (docs/spec/measures.md): facts by region, unit and civil day, and how the open
 * tickets stand now. Work goes with what changed and what passed its limit.
 */
export class MeasureLedger {
  readonly #options: MeasureLedgerOptions;
  readonly #window: DayWindow;
  readonly #byRegion: DayCounts<number>;
  readonly #byUnit: DayCounts<string>;
  readonly #standings: OpenStandings;
  readonly #reports: RecentReports;

  constructor(options: MeasureLedgerOptions) {
    this.#options = options;
    this.#window = new DayWindow(options.zone, options.asOf);
    this.#byRegion = new DayCounts(this.#window);
    this.#byUnit = new DayCounts(this.#window);
    this.#standings = new OpenStandings(options.asOf);
    this.#reports = new RecentReports(options.asOf);
  }

  /** When the oldest day began that can be asked for. */
  get heldFrom(): Instant {
    return this.#window.from;
  }

  /** Takes an event of a ticket, counts it where the ticket is after it, and answers its trace after it. */
  apply({ ticket: before, trace }: BeforeEvent, event: TicketEvent, at: CountedAt): MeasureTrace {
    const { ticket: after } = at;
    const facts = measureFactsOf(trace, before, event, after);
    for (const fact of facts) this.#count(fact, fact.place === after.facts.place ? at.path : this.#pathOf(fact.place));
    if (event.type === 'TicketReported') this.#noteReport(after, event.happenedAt, at);
    this.#standings.put(at);
    return traceAfter(trace, event, facts);
  }

  /** What can't be told from the tickets that are held. */
  capture(): CapturedLedger {
    return {
      regionDays: this.#byRegion.capture(),
      unitDays: this.#byUnit.capture(),
      reports: this.#reports.capture(),
    };
  }

  restoreRegionDays(counts: DayCountsOf<number>): void {
    this.#byRegion.restore(counts);
  }

  restoreUnitDays(counts: DayCountsOf<string>): void {
    this.#byUnit.restore(counts);
  }

  restoreReports(reports: ReportsOf): void {
    this.#reports.restore(reports);
  }

  restoreStanding(at: StandingTicket, standings: readonly MeasureStanding[], nextAt: Instant | null): void {
    this.#standings.restore(at, standings, nextAt);
  }

  /** Moves time on. */
  advance(asOf: Instant): void {
    const renewed = this.#window.advance(asOf);
    for (const slot of renewed) {
      this.#byRegion.clear(slot);
      this.#byUnit.clear(slot);
    }
    if (renewed.length > 0) this.#reports.advance(asOf);
    this.#standings.advance(asOf);
  }

  /** Of a period that begins with a held day and has not ended: its open tickets stand as they do now. */
  counts(region: number, { from, to }: MeasuredPeriod, unit: UnitId | null): MeasureCounts {
    const counts = noCounts();
    if (unit === null) this.#byRegion.addTo(counts, region, from, to);
    else this.#byUnit.addTo(counts, `${region} ${unit}`, from, to);
    this.#standings.addTo(counts, region, unit);
    return counts;
  }

  #noteReport(ticket: Ticket, at: Instant, { regionIndex }: CountedAt): void {
    const key = repeatKeyOf(ticket);
    if (key === null) return;
    for (const repeat of this.#reports.take(key, { at, regionIndex })) {
      const path = this.#options.tree.pathUp(repeat.regionIndex);
      this.#count({ part: 'repeated', at: instant(repeat.at), unit: null }, path);
    }
  }

  #count({ part, at, unit }: Omit<MeasureFact, 'place'>, path: readonly number[]): void {
    const slot = this.#window.slotOf(at);
    if (slot < 0) return;
    for (const region of path) {
      this.#byRegion.add(region, part, slot);
      if (unit !== null) this.#byUnit.add(`${region} ${unit}`, part, slot);
    }
  }

  #pathOf(place: Place): readonly number[] {
    return this.#options.tree.pathUp(this.#options.placeIndex(place));
  }
}
