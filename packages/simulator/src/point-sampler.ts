import { boundingBox, type MultiPolygonCoordinates, type Position } from '@citybrain/geo';
import type { Random } from './random.ts';

/** A point of a region; null for a region without geometry. */
export type PointSampler = (random: Random) => Position | null;

const MOST_TRIES = 60;

/** Points spread evenly over a shape, to 6 decimals; `fallback` should luck fail 60 times. */
export function pointSampler(shape: MultiPolygonCoordinates, fallback: Position | null): PointSampler {
  const [west, south, east, north] = boundingBox(shape);
  return (random) => {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const point: Position = [roundDegrees(random.between(west, east)), roundDegrees(random.between(south, north))];
      if (isInShape(shape, point)) return point;
    }
    return fallback;
  };
}

/** 6 decimals, about a decimetre. */
export const roundDegrees = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

/** Even-odd rule over all rings. */
export function isInShape(shape: MultiPolygonCoordinates, [lon, lat]: Position): boolean {
  let isInside = false;
  for (const polygon of shape) {
    for (const ring of polygon) {
      for (let at = 1; at < ring.length; at++) {
        const [ax, ay] = ring[at - 1] as Position;
        const [bx, by] = ring[at] as Position;
        if (ay > lat !== by > lat && lon < ((bx - ax) * (lat - ay)) / (by - ay) + ax) isInside = !isInside;
      }
    }
  }
  return isInside;
}
