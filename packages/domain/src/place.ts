import type { RegionId } from './region.ts';

/** How a place was found: by its point, by a region code the source gave, by its address, or not at all. */
export const PLACE_SOURCES = ['point', 'code', 'address', 'none'] as const;
export type PlaceSource = (typeof PLACE_SOURCES)[number];

export const DATUMS = ['wgs84', 'gcj02', 'bd09'] as const;
export type Datum = (typeof DATUMS)[number];

/** Where a matter is. `point` is WGS84; `original` keeps what the source sent when its datum differs. */
export interface Place {
  /** The deepest known region; null when the place is unknown or outside of every region. */
  readonly regionId: RegionId | null;
  readonly point: readonly [lon: number, lat: number] | null;
  readonly source: PlaceSource;
  readonly original?: { readonly lon: number; readonly lat: number; readonly datum: Datum };
}

export const NO_PLACE: Place = { regionId: null, point: null, source: 'none' };
