import type { LatestEntry } from './view.ts';

/** How many a scope keeps. */
export const LATEST_PER_SCOPE = 40;

/** By region, where there are any. */
export type CapturedLatest = readonly (readonly LatestEntry[] | undefined)[];

/** The last entries of each region, its subtree included; an entry is shared by all regions above it. */
export class LatestEntries {
  readonly #byRegion: (LatestEntry[] | undefined)[];

  constructor(regionCount: number) {
    this.#byRegion = new Array<LatestEntry[] | undefined>(regionCount);
  }

  add(entry: LatestEntry, path: readonly number[]): void {
    for (const region of path) {
      const entries = (this.#byRegion[region] ??= []);
      entries.push(entry);
      if (entries.length > LATEST_PER_SCOPE) entries.shift();
    }
  }

  /** All that is held, as it is now. */
  capture(): CapturedLatest {
    return this.#byRegion.map((entries) => entries?.slice());
  }

  /** Oldest first. */
  of(region: number): readonly LatestEntry[] {
    return this.#byRegion[region] ?? [];
  }
}
