import type { RegionId } from './region.ts';

/**
 * How a place was found: by its point, by a region code the source gave, by its
 * address; `person`: somebody said so; `outside`: its point lies in no region; `none`:
 * nothing usable was given.
 */
export const PLACE_SOURCES = ['point', 'code', 'address', 'person', 'outside', 'none'] as const;
export type PlaceSource = (typeof PLACE_SOURCES)[number];

export const DATUMS = ['wgs84', 'gcj02', 'bd09'] as const;
export type Datum = (typeof DATUMS)[number];

/** Where a matter is. `point` is WGS84; `original` keeps what the source sent when its datum differs. */
export interface Place {
  /**
   * The deepest region known to hold the place. For `outside` and `none` it is the
   * home region of the feed, so that the matter still counts there; null when the
   * feed has no home.
   */
  readonly regionId: RegionId | null;
  readonly point: readonly [lon: number, lat: number] | null;
  readonly source: PlaceSource;
  readonly original?: { readonly lon: number; readonly lat: number; readonly datum: Datum };
}
