/** What is counted per region, over its whole subtree; `…Here` counts the region itself only. */
export const REGION_COUNTS = [
  'open',
  'openHere',
  'awaitingCheck',
  'dueLater',
  'dueInDay',
  'dueInFourHours',
  'dueInTwoHours',
  'overdue',
  'unplaced',
  'unplacedHere',
  'stations',
  'silentStations',
  'activeIncidents',
] as const;
export type RegionCount = (typeof REGION_COUNTS)[number];

/** The counts of the bands of time left, in their order. */
export const TIME_BAND_COUNTS: readonly RegionCount[] = [
  'dueLater',
  'dueInDay',
  'dueInFourHours',
  'dueInTwoHours',
  'overdue',
];

/** One integer per region and count, in columns. */
export class RegionCounters {
  readonly #columns: Record<RegionCount, Int32Array>;

  constructor(regionCount: number) {
    this.#columns = Object.fromEntries(REGION_COUNTS.map((count) => [count, new Int32Array(regionCount)])) as Record<
      RegionCount,
      Int32Array
    >;
  }

  add(count: RegionCount, region: number, by: number): void {
    const column = this.#columns[count];
    column[region] = (column[region] ?? 0) + by;
  }

  /** All counts as they are now. */
  capture(): Int32Array[] {
    return REGION_COUNTS.map((count) => this.#columns[count].slice());
  }

  /** Takes up a column that was captured, by its place among the counts. */
  restore(index: number, column: readonly number[]): void {
    this.#columns[REGION_COUNTS[index] as RegionCount].set(column);
  }

  get(count: RegionCount, region: number): number {
    return this.#columns[count][region] ?? 0;
  }
}
