import polylabel from 'polylabel';

/** WGS84 degrees unless a name says otherwise. */
export type Position = [lon: number, lat: number];

/**
 * Polygons of rings of positions, as in GeoJSON: outer ring first,
 * counter-clockwise, then holes, clockwise; first and last position equal.
 */
export type MultiPolygonCoordinates = Position[][][];

const EARTH_RADIUS_METRES = 6_371_008.8;
const RADIANS = Math.PI / 180;
export const METRES_PER_DEGREE = EARTH_RADIUS_METRES * RADIANS;

/** Great-circle distance. */
export function distanceMetres(a: Position, b: Position): number {
  const halfLat = ((b[1] - a[1]) * RADIANS) / 2;
  const halfLon = ((b[0] - a[0]) * RADIANS) / 2;
  const h = Math.sin(halfLat) ** 2 + Math.cos(a[1] * RADIANS) * Math.cos(b[1] * RADIANS) * Math.sin(halfLon) ** 2;
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Signed shoelace area in square degrees, exact in the plane of the coordinates; counter-clockwise is positive. */
export function signedRingArea(ring: readonly Position[]): number {
  const origin = ring[0];
  if (!origin) return 0;
  let twice = 0;
  let previous = origin;
  for (const position of ring) {
    twice +=
      (previous[0] - origin[0]) * (position[1] - origin[1]) - (position[0] - origin[0]) * (previous[1] - origin[1]);
    previous = position;
  }
  return twice / 2;
}

/** Area in square degrees: outer rings less holes, whatever their orientation. */
export function planarArea(shape: MultiPolygonCoordinates): number {
  let area = 0;
  for (const polygon of shape) {
    polygon.forEach((ring, at) => (area += (at === 0 ? 1 : -1) * Math.abs(signedRingArea(ring))));
  }
  return area;
}

/** Area on the ground, good to 0.1 % for shapes of a city's size. */
export function areaSquareMetres(shape: MultiPolygonCoordinates): number {
  const box = boundingBox(shape);
  return planarArea(shape) * METRES_PER_DEGREE ** 2 * Math.cos(((box[1] + box[3]) / 2) * RADIANS);
}

/** `[west, south, east, north]`. */
export function boundingBox(shape: MultiPolygonCoordinates): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const polygon of shape) {
    for (const [lon, lat] of polygon[0] ?? []) {
      if (lon < box[0]) box[0] = lon;
      if (lat < box[1]) box[1] = lat;
      if (lon > box[2]) box[2] = lon;
      if (lat > box[3]) box[3] = lat;
    }
  }
  return box;
}

/** A point well inside the largest polygon, to 7 decimals; null for an empty shape. */
export function labelPointOf(shape: MultiPolygonCoordinates): Position | null {
  const largest = shape.reduce<Position[][] | null>(
    (best, polygon) => (best && planarArea([best]) >= planarArea([polygon]) ? best : polygon),
    null,
  );
  if (!largest) return null;
  const [west, south, east, north] = boundingBox([largest]);
  const precision = Math.max(east - west, north - south) / 50 || 1e-7;
  const [lon = west, lat = south] = polylabel(largest, precision);
  return [roundDegrees(lon), roundDegrees(lat)];
}

/** 7 decimals, about a centimetre. */
export const roundDegrees = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;
