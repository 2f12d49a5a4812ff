import { fromWgs84 } from '@citybrain/geo';
import { describe, expect, it } from 'vitest';
import { findPlace, type PlaceFields } from './placing.ts';
import { DISTRICT, EAST, FAR_AWAY, IN_NO_STREET, IN_WEST, twoStreets, WEST } from './test-kit/two-streets.ts';

const geography = twoStreets();
const place = (fields: PlaceFields): unknown => {
  const found = findPlace(fields, DISTRICT, geography);
  return found.ok ? [found.value.source, found.value.regionId] : found.fault.code;
};

describe('the place of an item', () => {
  it.each<[string, PlaceFields, unknown]>([
    ['a point in a street', IN_WEST, ['point', WEST]],
    ['a point in the district but in no street', IN_NO_STREET, ['point', DISTRICT]],
    ['a point rather than a code and an address', { ...IN_WEST, regionCode: '370203008', address: '延安路街道' }, ['point', WEST]],
    ['a code of nine digits', { regionCode: '370203008' }, ['code', EAST]],
    ['a code of twelve digits', { regionCode: '370203008000' }, ['code', EAST]],
    ['a code rather than an address', { regionCode: '370203008', address: '辽宁路街道' }, ['code', EAST]],
    ['a code where the point lies outside', { ...FAR_AWAY, regionCode: '370203008' }, ['code', EAST]],
    ['the address where the code is unknown', { regionCode: '370203999', address: '辽宁路街道12号' }, ['address', WEST]],
    ['an address', { address: '延安路街道办事处对面' }, ['address', EAST]],
    ['an address where the point lies outside', { ...FAR_AWAY, address: '延安路街道' }, ['address', EAST]],
    ['home, marked outside, for a point that lies nowhere here', FAR_AWAY, ['outside', DISTRICT]],
    ['home, marked none, without anything usable', { address: '火车站' }, ['none', DISTRICT]],
    ['home, marked none, where all is null', { lon: null, lat: null, regionCode: null, address: null }, ['none', DISTRICT]],
    ['no code of another system', { regionCode: '370203008', codeSystem: 'areacity', address: '辽宁路街道' }, ['address', WEST]],
  ])('[I7] is %s', (_, fields, expected) => {
    expect(place(fields)).toEqual(expected);
  }); // prettier-ignore

  it('[I7] keeps an outside point on the map of what it is', () => {
    expect(findPlace(FAR_AWAY, DISTRICT, geography)).toMatchObject({ value: { point: [116.4, 39.9] } });
  });

  it.each(['gcj02', 'bd09'] as const)(
    '[I7] is found in WGS84 for a point in %s, whose own figures are kept',
    (datum) => {
      const [lon, lat] = fromWgs84(IN_WEST.lon, IN_WEST.lat, datum);
      const found = findPlace({ lon, lat, datum }, DISTRICT, geography);
      if (!found.ok) throw new Error(found.fault.message);
      expect(found.value).toMatchObject({ regionId: WEST, source: 'point', original: { lon, lat, datum } });
      expect(found.value.point?.[0]).toBeCloseTo(IN_WEST.lon, 6);
      expect(found.value.point?.[1]).toBeCloseTo(IN_WEST.lat, 6);
    },
  );

  it.each<[string, PlaceFields, string]>([
    ['(0, 0)', { lon: 0, lat: 0 }, 'coordinates-null-island'],
    ['lon without lat', { lon: 120.36 }, 'coordinates-incomplete'],
    ['lat without lon', { lat: 36.09, lon: null }, 'coordinates-incomplete'],
    ['lon and lat swapped', { lon: IN_WEST.lat, lat: IN_WEST.lon }, 'coordinates-swapped'],
    ['lon and lat swapped where both are possible', { lon: 36.09, lat: 80 }, 'outside'],
    ['beyond the poles', { lon: 120, lat: 90.5 }, 'coordinates-out-of-range'],
    ['beyond the date line', { lon: 180.5, lat: 36 }, 'coordinates-out-of-range'],
    ['metres of a projection', { lon: 13_400_000, lat: 4_300_000 }, 'coordinates-out-of-range'],
    ['an overflow', { lon: Infinity, lat: 36 }, 'coordinates-out-of-range'],
    ['an unknown code and nothing else', { regionCode: '370299' }, 'unknown-region-code'],
  ])('[I8] is not guessed at for %s', (_, fields, expected) => {
    const found = place(fields);
    expect(Array.isArray(found) ? found[0] : found).toBe(expected);
  });
});
