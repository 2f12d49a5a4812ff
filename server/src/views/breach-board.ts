import {
  BREACH_DAYS,
  HOUR_MS,
  type BreachTimes,
  type Instant,
  type RegionTree,
  type TicketId,
} from '@citybrain/domain';
import { BreachClock, type BreachCell } from './breach-clock.ts';
import { HourRing } from './hour-ring.ts';

/** A limit that was broken, and where its ticket counts: its region and those around it, deepest first. */
export interface Breach {
  readonly id: TicketId;
  readonly path: readonly number[];
  readonly brokeAt: Instant;
}

/** The limits that broke in the last 28 days: how many in each hour and region, and which tickets they were. */
export class BreachBoard {
  readonly #counts: HourRing<'breached'>;
  readonly #clock: BreachClock;
  /** By hour since 1970. */
  readonly #tickets = new Map<number, Set<TicketId>>();

  constructor(options: { readonly tree: RegionTree; readonly zone: string; readonly asOf: Instant }) {
    const shape = { counts: ['breached'] as const, regionCount: options.tree.size, hoursBack: BREACH_DAYS * 24 };
    this.#counts = new HourRing(shape, options.asOf);
    this.#clock = new BreachClock(options.zone);
  }

  /** What is not in the window is not counted; so it is not taken back when it was not. */
  add({ id, path, brokeAt }: Breach): void {
    if (!this.#counts.holds(brokeAt)) return;
    for (const region of path) this.#counts.add('breached', region, brokeAt, 1);
    this.#list(id, brokeAt);
  }

  delete({ id, path, brokeAt }: Breach): void {
    if (!this.#counts.holds(brokeAt)) return;
    for (const region of path) this.#counts.add('breached', region, brokeAt, -1);
    this.#tickets.get(hourOf(brokeAt))?.delete(id);
  }

  advance(asOf: Instant): void {
    if (!this.#counts.advance(asOf)) return;
    for (const hour of this.#tickets.keys()) if (!this.#counts.holds(hour * HOUR_MS)) this.#tickets.delete(hour);
  }

  times(region: number, asOf: Instant): BreachTimes {
    return this.#clock.read(this.#counts, region, asOf);
  }

  /** The tickets that are counted in a cell, wherever they lie, the oldest breach first. */
  *within(cell: BreachCell, asOf: Instant): Generator<TicketId> {
    for (const startsAt of this.#clock.hoursOf(cell, asOf)) yield* this.#tickets.get(hourOf(startsAt)) ?? [];
  }

  capture(): Int32Array[] {
    return this.#counts.capture();
  }

  /** Takes up the counts of one slot that were captured in the same hour; the tickets come with {@link restoreTicket}. */
  restore(index: number, slot: number, counts: readonly number[]): void {
    this.#counts.restore(index, slot, counts);
  }

  restoreTicket({ id, brokeAt }: Pick<Breach, 'id' | 'brokeAt'>): void {
    if (this.#counts.holds(brokeAt)) this.#list(id, brokeAt);
  }

  #list(id: TicketId, brokeAt: Instant): void {
    const hour = hourOf(brokeAt);
    const tickets = this.#tickets.get(hour);
    if (tickets) tickets.add(id);
    else this.#tickets.set(hour, new Set([id]));
  }
}

const hourOf = (at: number): number => Math.floor(at / HOUR_MS);
