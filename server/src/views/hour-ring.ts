import { HOUR_MS } from '@citybrain/domain';

/** Hours held: the running one, one ahead for clocks that run fast, and two days back. */
const SLOTS = 50;
const AHEAD = 1;

/** What is counted by the hour. `onTime` of `timed`: finished within target, of those that had one. */
export const HOUR_COUNTS = ['reported', 'disposed', 'closed', 'finished', 'timed', 'onTime'] as const;
export type HourCount = (typeof HOUR_COUNTS)[number];

/**
 * Counts per region and hour over the last two days. An hour that leaves the
 * window is forgotten; what lies outside of it is not counted.
 */
export class HourRing {
  readonly #size: number;
  readonly #counts: Record<HourCount, Int32Array>;
  #hour: number;

  constructor(regionCount: number, at: number) {
    this.#size = regionCount;
    const cells = regionCount * SLOTS;
    this.#counts = {
      reported: new Int32Array(cells),
      disposed: new Int32Array(cells),
      closed: new Int32Array(cells),
      finished: new Int32Array(cells),
      timed: new Int32Array(cells),
      onTime: new Int32Array(cells),
    };
    this.#hour = Math.floor(at / HOUR_MS);
  }

  holds(at: number): boolean {
    const hour = Math.floor(at / HOUR_MS);
    return hour <= this.#hour + AHEAD && hour > this.#hour + AHEAD - SLOTS;
  }

  /** Moves the window on; true when an hour began. */
  advance(at: number): boolean {
    const hour = Math.floor(at / HOUR_MS);
    if (hour <= this.#hour) return false;
    const first = Math.max(this.#hour + 1, hour - SLOTS + 1);
    for (let entering = first; entering <= hour; entering += 1) this.#clear(entering + AHEAD);
    this.#hour = hour;
    return true;
  }

  add(count: HourCount, region: number, at: number, by: number): void {
    if (!this.holds(at)) return;
    const cells = this.#counts[count];
    const cell = slotOf(Math.floor(at / HOUR_MS)) * this.#size + region;
    cells[cell] = (cells[cell] ?? 0) + by;
  }

  /** Count of the hour that starts at `hourStart`. */
  at(count: HourCount, region: number, hourStart: number): number {
    if (!this.holds(hourStart)) return 0;
    return this.#counts[count][slotOf(Math.floor(hourStart / HOUR_MS)) * this.#size + region] ?? 0;
  }

  /** Sum of the hours in [from, to). */
  between(count: HourCount, region: number, from: number, to: number): number {
    let sum = 0;
    const last = Math.min(Math.ceil(to / HOUR_MS) - 1, this.#hour + AHEAD);
    for (let hour = Math.floor(from / HOUR_MS); hour <= last; hour += 1) {
      sum += this.at(count, region, hour * HOUR_MS);
    }
    return sum;
  }

  /** All counts as they are now. */
  capture(): Int32Array[] {
    return HOUR_COUNTS.map((count) => this.#counts[count].slice());
  }

  /** Takes up the counts of one slot that were captured in the same hour. */
  restore(index: number, slot: number, counts: readonly number[]): void {
    this.#counts[HOUR_COUNTS[index] as HourCount].set(counts, slot * this.#size);
  }

  #clear(hour: number): void {
    const start = slotOf(hour) * this.#size;
    for (const count of HOUR_COUNTS) this.#counts[count].fill(0, start, start + this.#size);
  }
}

const slotOf = (hour: number): number => ((hour % SLOTS) + SLOTS) % SLOTS;
