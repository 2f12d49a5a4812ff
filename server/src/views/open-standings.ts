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

interface Open {
  readonly ticket: Ticket;
  /** Where it counts: its region and those around it. */
  readonly path: readonly number[];
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

  put(id: TicketId, ticket: Ticket, path: readonly number[]): void {
    const known = this.#open.get(id);
    if (known) this.#count(known, -1);
    this.#open.delete(id);
    const nextAt = nextStandingAt(ticket, this.#asOf);
    const open: Open = { ticket, path, standings: measureStandingOf(ticket, this.#asOf), nextAt };
    if (open.standings.length === 0 && nextAt === null) return;
    this.#open.set(id, open);
    this.#count(open, 1);
    if (nextAt !== null && nextAt !== known?.nextAt) this.#passing.push({ id, at: nextAt });
  }

  /** Moves time on. */
  advance(asOf: Instant): void {
    this.#asOf = asOf;
    for (let next = this.#passing.peek(); next && next.at < asOf; next = this.#passing.peek()) {
      this.#passing.pop();
      const open = this.#open.get(next.id);
      if (!open) continue;
      this.#count(open, -1);
      open.standings = measureStandingOf(open.ticket, asOf);
      this.#count(open, 1);
      open.nextAt = nextStandingAt(open.ticket, asOf);
      if (open.nextAt !== null) this.#passing.push({ id: next.id, at: open.nextAt });
    }
  }

  /** Adds how the tickets of a region stand, of one unit or (null) of all, to `counts`. */
  addTo(counts: Record<MeasurePart, number>, region: number, unit: string | null): void {
    for (const [part, count] of this.#counts.get(keyOf(region, unit)) ?? []) counts[part] += count;
  }

  #count({ path, standings }: Open, by: 1 | -1): void {
    for (const { part, unit } of standings) {
      for (const region of path) {
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
