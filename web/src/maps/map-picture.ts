import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson';

export type LonLat = readonly [lon: number, lat: number];

/** `wrong`: what needs a person; `quiet`: what does not. */
export type PointTone = 'wrong' | 'normal' | 'quiet';

export interface MapPoint {
  readonly id: string;
  /** The ticket that a click opens; without one, where several stand, all on the spot. */
  readonly ticket?: string;
  readonly point: LonLat;
  readonly tone: PointTone;
  /** How many it stands for. */
  readonly count: number;
}

export interface MapLabel {
  readonly id: string;
  readonly point: LonLat;
  readonly name: string;
  readonly value: string;
}

/** `heat`: the density of what is late or about to be. */
export const POINT_LAYERS = ['tickets', 'stations', 'incidents', 'heat'] as const;
export type PointLayer = (typeof POINT_LAYERS)[number];
export const DEFAULT_LAYERS: readonly PointLayer[] = ['tickets', 'stations', 'incidents'];

/** All that a map shows, whole. Equal references mean: nothing changed here. */
export interface MapPicture {
  /** The region that fills the map; the camera moves when it changes. */
  readonly scope: string;
  /** The scope's own shape and its children's, by feature id; null while unknown. */
  readonly shapes: FeatureCollection<Polygon | MultiPolygon> | null;
  /** Colour of each child; a child without one has no value. */
  readonly fills: ReadonlyMap<string, string>;
  /** Children whose colour says little, because it is of few. */
  readonly hatched: ReadonlySet<string>;
  readonly labels: readonly MapLabel[];
  readonly points: Readonly<Record<PointLayer, readonly MapPoint[]>>;
  /** What a ring is drawn around. */
  readonly selected: LonLat | null;
  /** Units of the wall on the left that a legend lies upon. */
  readonly coveredLeft: number;
  /** Units of the wall on the right that the card of what is selected lies upon. */
  readonly coveredRight: number;
}
