import type { MultiPolygon, Polygon } from 'geojson';
import type { LonLat } from './map-picture.ts';

/** `[west, south, east, north]` in degrees. */
export type Bounds = readonly [west: number, south: number, east: number, north: number];

/** null for no points at all. */
export function boundsOf(points: Iterable<LonLat>): Bounds | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of points) {
    west = Math.min(west, lon);
    south = Math.min(south, lat);
    east = Math.max(east, lon);
    north = Math.max(north, lat);
  }
  return west === Infinity ? null : [west, south, east, north];
}

/** The corners of a shape's outer rings. */
export function* cornersOf(shape: Polygon | MultiPolygon): Generator<LonLat> {
  const polygons = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates;
  for (const [outer] of polygons) {
    for (const [lon, lat] of outer ?? []) if (lon !== undefined && lat !== undefined) yield [lon, lat];
  }
}
