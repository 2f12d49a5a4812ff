import { clipPolygon, type BoundingBox } from 'lineclip';
import { intersection } from 'polyclip-ts';
import { boundingBox, planarArea, type MultiPolygonCoordinates } from '../shapes.ts';

/** Area that two shapes have in common, in square degrees. */
export function sharedArea(one: MultiPolygonCoordinates, other: MultiPolygonCoordinates): number {
  const box = commonBox(boundingBox(one), boundingBox(other));
  // Exact intersection is slow: a district's thousands of positions beyond a street's box are cut off first.
  const [near, otherNear] = [cropTo(one, box), cropTo(other, box)];
  if (near.length === 0 || otherNear.length === 0) return 0;
  return planarArea(intersection(near, otherNear));
}

const commonBox = (a: BoundingBox, b: BoundingBox): BoundingBox => [
  Math.max(a[0], b[0]),
  Math.max(a[1], b[1]),
  Math.min(a[2], b[2]),
  Math.min(a[3], b[3]),
];

const cropTo = (shape: MultiPolygonCoordinates, box: BoundingBox): MultiPolygonCoordinates =>
  shape
    .map((polygon) => polygon.map((ring) => clipPolygon(ring, box)))
    .filter(([outer]) => outer !== undefined && outer.length > 2)
    .map(([outer = [], ...holes]) => [outer, ...holes.filter((hole) => hole.length > 2)]);
