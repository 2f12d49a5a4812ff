import gcoord from 'gcoord';
import type { Position } from './shapes.ts';

/** Datums in which Chinese sources give coordinates: GPS, the national map datum, and Baidu's on top of it. */
export const DATUMS = ['wgs84', 'gcj02', 'bd09'] as const;
export type Datum = (typeof DATUMS)[number];

const MAX_ROUNDS = 12;
const PRECISION_DEGREES = 1e-8;

/**
 * The WGS84 position whose image in `datum` is the given one, to a millimetre
 * within China; outside of China GCJ-02 is WGS84. Defined for all numbers: what
 * is no place on Earth comes back as it is, and the search for an inverse is
 * bounded, for near the rim of China there is none.
 */
export function toWgs84(lon: number, lat: number, datum: Datum): Position {
  if (datum === 'wgs84' || !(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) return [lon, lat];
  let [east, north] = [lon, lat];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const [imageLon, imageLat] = fromWgs84(east, north, datum);
    const [missLon, missLat] = [imageLon - lon, imageLat - lat];
    if (Math.abs(missLon) < PRECISION_DEGREES && Math.abs(missLat) < PRECISION_DEGREES) break;
    east -= missLon;
    north -= missLat;
  }
  return [east, north];
}

/** The image of a WGS84 position in `datum`. */
export function fromWgs84(lon: number, lat: number, datum: Datum): Position {
  if (datum === 'wgs84') return [lon, lat];
  return gcoord.transform<Position>([lon, lat], gcoord.WGS84, datum === 'gcj02' ? gcoord.GCJ02 : gcoord.BD09);
}
