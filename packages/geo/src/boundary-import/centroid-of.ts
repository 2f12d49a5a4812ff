import { signedRingArea, type MultiPolygonCoordinates, type Position } from '../shapes.ts';

/** Centre of the area of a shape with oriented rings, exact in the plane of the coordinates; null when it has none. */
export function centroidOf(shape: MultiPolygonCoordinates): Position | null {
  let [area, lon, lat] = [0, 0, 0];
  for (const ring of shape.flat()) {
    const ringArea = signedRingArea(ring);
    const [momentLon, momentLat] = firstMoments(ring);
    const [originLon, originLat] = ring[0] ?? [0, 0];
    area += ringArea;
    lon += ringArea * originLon + momentLon;
    lat += ringArea * originLat + momentLat;
  }
  return area === 0 ? null : [lon / area, lat / area];
}

/** Of a closed ring, about its first position. */
function firstMoments(ring: readonly Position[]): Position {
  const [originLon, originLat] = ring[0] ?? [0, 0];
  const moments: Position = [0, 0];
  for (let at = 1; at < ring.length; at++) {
    const [fromLon, fromLat] = ring[at - 1] as Position;
    const [toLon, toLat] = ring[at] as Position;
    const [ax, ay, bx, by] = [fromLon - originLon, fromLat - originLat, toLon - originLon, toLat - originLat];
    const twice = ax * by - bx * ay;
    moments[0] += ((ax + bx) * twice) / 6;
    moments[1] += ((ay + by) * twice) / 6;
  }
  return moments;
}
