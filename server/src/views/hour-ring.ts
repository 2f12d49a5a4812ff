import { HOUR_MS } from '@citybrain/domain';

/** Hours held beyond those asked for: the running one, and one ahead for clocks that run fast. */
const AHEAD = 1;
const BEYOND = 1 + AHEAD;

/** What is counted by the hour. `onTime` of `timed`: finished within target, of those that had one. */
export const HOUR_COUNTS = ['reported', 'disposed', 'closed', 'finished', 'timed', 'onTime'] as const;
export type HourCount = (typeof HOUR_COUNTS)[number];

export interface HourRingShape<Count extends string> {
  readonly counts: readonly Count[];
  readonly regionCount: number;
  /** Full hours before the running one. */
  readonly hoursBack: number;
}

/**
 * Counts per region and hour over the hours of a window. An hour that leaves the
 * window is forgotten; what lies outside of it is not counted.
 */
export class HourRing<Count extends string> {
  readonly #size: number;
  readonly #slots: number;
  readonly #names: readonly Count[];
  readonly #counts: Record<Count, Int32Array>;
  #hour: number;

  constructor({ counts, regionCount, hoursBack }: HourRingShape<Count>, at: number) {
    this.#size = regionCount;
    this.#slots = hoursBack + BEYOND;
    this.#names = counts;
    this.#counts = Object.fromEntries(
      counts.map((count) => [count, new Int32Array(regionCount * this.#slots)]),
    ) as Record<Count, Int32Array>;
    this.#hour = Math.floor(at / HOUR_MS);
  }

  holds(at: number): boolean {
    const hour = Math.floor(at / HOUR_MS);
    return hour <= this.#hour + AHEAD && hour > this.#hour + AHEAD - this.#slots;
  }

  /** Moves the window on; true when an hour began. */
  advance(at: number): boolean {
    const hour = Math.floor(at / HOUR_MS);
    if (hour <= this.#hour) return false;
    const first = Math.max(this.#hour + 1, hour - this.#slots + 1);
    for (let entering = first; entering <= hour; entering += 1) this.#clear(entering + AHEAD);
    this.#hour = hour;
    return true;
  }

  add(count: Count, region: number, at: number, by: number): void {
    if (!this.holds(at)) return;
    const cells = this.#counts[count];
    const cell = this.#slotOf(Math.floor(at / HOUR_MS)) * this.#size + region;
    cells[cell] = (cells[cell] ?? 0) + by;
  }

  /** Count of the hour that starts at `hourStart`. */
  at(count: Count, region: number, hourStart: number): number {
    if (!this.holds(hourStart)) return 0;
    return this.#counts[count][this.#slotOf(Math.floor(hourStart / HOUR_MS)) * this.#size + region] ?? 0;
  }

  /** Sum of the hours in [from, to). */
  between(count: Count, region: number, from: number, to: number): number {
    let sum = 0;
    const last = Math.min(Math.ceil(to / HOUR_MS) - 1, this.#hour + AHEAD);
    for (let hour = Math.floor(from / HOUR_MS); hour <= last; hour += 1) {
      sum += this.at(count, region, hour * HOUR_MS);
    }
    return sum;
  }

  /** All counts as they are now. */
  capture(): Int32Array[] {
    return this.#names.map((count) => this.#counts[count].slice());
  }

  /** Takes up the counts of one slot that were captured in the same hour. */
  restore(index: number, slot: number, counts: readonly number[]): void {
    this.#counts[this.#names[index] as Count].set(counts, slot * this.#size);
  }

  #clear(hour: number): void {
    const start = this.#slotOf(hour) * this.#size;
    for (const count of this.#names) this.#counts[count].fill(0, start, start + this.#size);
  }

  #slotOf(hour: number): number {
    return ((hour % this.#slots) + this.#slots) % this.#slots;
  }
}
