import type { Datum, Place, RegionId } from '@citybrain/domain';
import { bad, good, type Checked } from './rejection.ts';

/** The place fields of any item. */
export interface PlaceFields {
  readonly lon?: number | null;
  readonly lat?: number | null;
  readonly datum?: Datum | null;
  readonly regionCode?: string | null;
  readonly codeSystem?: string | null;
  readonly address?: string | null;
}

/** What placing needs to know of the city; changes as a whole when regions are replaced. */
export interface Geography {
  /** The deepest region that holds a WGS84 point. */
  locate(lon: number, lat: number): RegionId | null;
  toWgs84(lon: number, lat: number, datum: Datum): readonly [lon: number, lat: number];
  findByCode(codeSystem: string, code: string): RegionId | null;
  matchAddress(address: string): RegionId | null;
}

/**
 * Finds an item's place: its point, else its region code, else its address, else
 * the feed's home. Coordinates that can't be meant are refused, not guessed at.
 */
export function findPlace(fields: PlaceFields, home: RegionId | null, geography: Geography): Checked<Place> {
  const coordinates = checkCoordinates(fields, geography);
  if (!coordinates.ok) return coordinates;
  const point = coordinates.value;
  const original = point && fields.datum && fields.datum !== 'wgs84' ? originalOf(fields, fields.datum) : {};
  if (point) {
    const regionId = geography.locate(point[0], point[1]);
    if (regionId) return good({ regionId, point, source: 'point', ...original });
  }
  const byCode = fields.regionCode ? geography.findByCode(fields.codeSystem ?? 'nbs', fields.regionCode) : null;
  if (byCode) return good({ regionId: byCode, point, source: 'code', ...original });
  const byAddress = fields.address ? geography.matchAddress(fields.address) : null;
  if (byAddress) return good({ regionId: byAddress, point, source: 'address', ...original });
  if (point) return good({ regionId: home, point, source: 'outside', ...original });
  if (fields.regionCode) {
    return bad(
      'unknown-region-code',
      `no region has the code ${fields.regionCode} in the code system ${fields.codeSystem ?? 'nbs'}, and the item has no other place: correct the code or leave it out`,
      '/regionCode',
    );
  }
  return good({ regionId: home, point: null, source: 'none' });
}

const originalOf = (fields: PlaceFields, datum: Datum): Pick<Place, 'original'> =>
  typeof fields.lon === 'number' && typeof fields.lat === 'number'
    ? { original: { lon: fields.lon, lat: fields.lat, datum } }
    : {};

function checkCoordinates(
  { lon, lat, datum }: PlaceFields,
  geography: Geography,
): Checked<readonly [number, number] | null> {
  if (typeof lon !== 'number' && typeof lat !== 'number') return good(null);
  if (typeof lon !== 'number' || typeof lat !== 'number') {
    return bad('coordinates-incomplete', 'lon and lat belong together: send both or neither', '/lon');
  }
  if (lon === 0 && lat === 0) {
    return bad('coordinates-null-island', 'the point (0, 0) stands for a missing one: leave lon and lat out', '/lon');
  }
  if (Math.abs(lat) > 90 || Math.abs(lon) > 180) {
    const isSwapped = Math.abs(lon) <= 90 && Math.abs(lat) <= 180;
    return isSwapped
      ? bad('coordinates-swapped', `lat ${lat} is out of range: lon and lat look swapped`, '/lat')
      : bad('coordinates-out-of-range', `lon ${lon}, lat ${lat} is no point on earth`, '/lon');
  }
  const point = geography.toWgs84(lon, lat, datum ?? 'wgs84');
  if (geography.locate(point[0], point[1]) === null && geography.locate(lat, lon) !== null) {
    return bad('coordinates-swapped', `lon ${lon}, lat ${lat} lies outside, but swapped it lies in the city`, '/lon');
  }
  return good(point);
}
