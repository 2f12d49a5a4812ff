import {
  measureStandingOf,
  nextStandingAt,
  type Instant,
  type MeasurePart,
  type MeasureStanding,
  type StandingPart,
  type Ticket,
  type TicketId,
} from '@citybrain/domain';
import TinyQueue from 'tinyqueue';

/** A ticket, and where it counts: its region and those around it. */
export interface StandingTicket {
  readonly id: TicketId;
  readonly ticket: Ticket;
  readonly path: readonly number[];
}

interface Open {
  readonly at: StandingTicket;
  standings: readonly MeasureStanding[];
  /** When its next limit passes; null: none will. */
  nextAt: Instant | null;
}

interface Passing {
  readonly id: TicketId;
  readonly at: Instant;
}

type Counts = Map<StandingPart, number>;

/**
 * How open tickets stand against their limits now. A limit that passes is found
 * in a queue: work goes with what changed and what passed.
 */
export class OpenStandings {
  readonly #open = new Map<TicketId, Open>();
  readonly #passing = new TinyQueue<Passing>([], (a, b) => a.at - b.at);
  readonly #counts = new Map<string, Counts>();
  #asOf: Instant;

  constructor(asOf: Instant) {
    this.#asOf = asOf;
  }

  put(at: StandingTicket): void {
    const known = this.#open.get(at.id);
    if (known) this.#count(known, -1);
    this.#open.delete(at.id);
    const standings = measureStandingOf(at.ticket, this.#asOf);
    this.#hold({ at, standings, nextAt: nextStandingAt(at.ticket, this.#asOf) }, known?.nextAt ?? null);
  }

  /** A ticket of a snapshot, of which is known how it stands. */
  restore(at: StandingTicket, standings: readonly MeasureStanding[], nextAt: Instant | null): void {
    this.#hold({ at, standings, nextAt }, null);
  }

  /** Moves time on. */
  advance(asOf: Instant): void {
    this.#asOf = asOf;
    for (let next = this.#passing.peek(); next && next.at < asOf; next = this.#passing.peek()) {
      this.#passing.pop();
      const open = this.#open.get(next.id);
      if (!open) continue;
      this.#count(open, -1);
      open.standings = measureStandingOf(open.at.ticket, asOf);
      this.#count(open, 1);
      open.nextAt = nextStandingAt(open.at.ticket, asOf);
      if (open.nextAt !== null) this.#passing.push({ id: next.id, at: open.nextAt });
    }
  }

  /** Adds how the tickets of a region stand, of one unit or (null) of all, to `counts`. */
  addTo(counts: Record<MeasurePart, number>, region: number, unit: string | null): void {
    for (const [part, count] of this.#counts.get(keyOf(region, unit)) ?? []) counts[part] += count;
  }

  #hold(open: Open, awaitedAt: Instant | null): void {
    const { at, standings, nextAt } = open;
    if (standings.length === 0 && nextAt === null) return;
    this.#open.set(at.id, open);
    this.#count(open, 1);
    if (nextAt !== null && nextAt !== awaitedAt) this.#passing.push({ id: at.id, at: nextAt });
  }

  #count({ at, standings }: Open, by: 1 | -1): void {
    for (const { part, unit } of standings) {
      for (const region of at.path) {
        this.#add(keyOf(region, null), part, by);
        if (unit !== null) this.#add(keyOf(region, unit), part, by);
      }
    }
  }

  #add(key: string, part: StandingPart, by: 1 | -1): void {
    const counts: Counts = this.#counts.get(key) ?? new Map<StandingPart, number>();
    const count = (counts.get(part) ?? 0) + by;
    if (count === 0) counts.delete(part);
    else counts.set(part, count);
    if (counts.size === 0) this.#counts.delete(key);
    else this.#counts.set(key, counts);
  }
}

const keyOf = (region: number, unit: string | null): string => (unit === null ? String(region) : `${region} ${unit}`);
