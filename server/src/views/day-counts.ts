import { FACT_PARTS, type FactPart, type Instant, type MeasurePart } from '@citybrain/domain';
import type { DayWindow } from './day-window.ts';

const PARTS = FACT_PARTS.length;
const PART_INDEX = Object.fromEntries(FACT_PARTS.map((part, index) => [part, index])) as Record<FactPart, number>;

/** The counts of one key, see {@link DayCounts.capture}. */
export type DayCountsOf<Key> = readonly [key: Key, counted: readonly number[]];

/** Counts of facts by key and civil day, for the days of a window. A key takes room from its first fact on. */
export class DayCounts<Key> {
  readonly #window: DayWindow;
  readonly #cells = new Map<Key, Int32Array>();

  constructor(window: DayWindow) {
    this.#window = window;
  }

  /**
   * What is counted now, by key: pairs of a place, which is the day from the oldest
   * held one times the number of parts plus the part, and a count.
   */
  capture(): Iterable<DayCountsOf<Key>> {
    const starts = Array.from({ length: this.#window.slots }, (_, day) => this.#window.slotAt(day) * PARTS);
    return countsOf(
      Array.from(this.#cells, ([key, cells]) => [key, cells.slice()] as const),
      starts,
    );
  }

  /** Takes up what was captured when the window held the same days. */
  restore([key, counted]: DayCountsOf<Key>): void {
    const cells = new Int32Array(PARTS * this.#window.slots);
    for (let index = 0; index < counted.length; index += 2) {
      const place = counted[index] ?? 0;
      const slot = this.#window.slotAt(Math.floor(place / PARTS));
      cells[slot * PARTS + (place % PARTS)] = counted[index + 1] ?? 0;
    }
    this.#cells.set(key, cells);
  }

  /** One more; what lies outside of the window is not counted. */
  add(key: Key, part: FactPart, slot: number): void {
    let cells = this.#cells.get(key);
    if (!cells) {
      cells = new Int32Array(PARTS * this.#window.slots);
      this.#cells.set(key, cells);
    }
    const cell = slot * PARTS + PART_INDEX[part];
    cells[cell] = (cells[cell] ?? 0) + 1;
  }

  /** Adds what the days that begin in [from, to) hold to `counts`. */
  addTo(counts: Record<MeasurePart, number>, key: Key, from: Instant, to: Instant): void {
    const cells = this.#cells.get(key);
    if (!cells) return;
    for (const slot of this.#window.slotsBetween(from, to)) {
      for (let part = 0; part < PARTS; part += 1) {
        counts[FACT_PARTS[part] as FactPart] += cells[slot * PARTS + part] ?? 0;
      }
    }
  }

  clear(slot: number): void {
    for (const cells of this.#cells.values()) cells.fill(0, slot * PARTS, (slot + 1) * PARTS);
  }
}

/** Cells that were copied, told in pairs; each day begins at one of `starts`. */
function* countsOf<Key>(
  copied: Iterable<readonly [Key, Int32Array]>,
  starts: readonly number[],
): Generator<DayCountsOf<Key>> {
  for (const [key, cells] of copied) {
    const counted: number[] = [];
    starts.forEach((start, day) => {
      for (let part = 0; part < PARTS; part += 1) {
        const count = cells[start + part] ?? 0;
        if (count !== 0) counted.push(day * PARTS + part, count);
      }
    });
    yield [key, counted];
  }
}
