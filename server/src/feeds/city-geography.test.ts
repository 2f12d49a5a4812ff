import { regionId, RegionTree, type Place, type Region, type RegionId } from '@citybrain/domain';
import { buildSchematicShibei } from '@citybrain/geo';
import { describe, expect, it } from 'vitest';
import { CityGeography } from './city-geography.ts';
import {
  DISTRICT,
  EAST,
  FAR_AWAY,
  IN_EAST,
  IN_NO_STREET,
  TWO_STREET_SHAPES,
  TWO_STREETS,
  twoStreets,
  WEST,
} from './test-kit/two-streets.ts';

const placed = (
  regionId: RegionId | null,
  at: { lon: number; lat: number } | null,
  source: Place['source'],
): Place => ({
  ...{ regionId, source },
  point: at && [at.lon, at.lat],
});
const GONE = regionId('nbs', '370203005001');

/** Where a place counts in the tree of two streets. */
const countsAt = (place: Place, geography = twoStreets()): RegionId | undefined =>
  TWO_STREETS.regions[geography.placeIndex(place)]?.id;

describe('where a place of an earlier tree counts', () => {
  it('is where its point lies now, although the region that held it before is still there', () => {
    expect(countsAt(placed(WEST, IN_EAST, 'point'))).toBe(EAST);
    expect(countsAt(placed(WEST, IN_NO_STREET, 'point'))).toBe(DISTRICT);
  });

  it.each([WEST, GONE, EAST])('is the root, and not %s or a street above it, for a point in no region', (id) => {
    expect(countsAt(placed(id, FAR_AWAY, 'point'))).toBe(DISTRICT);
  });

  it('is the stored region, or one above its code, where no shape can tell', () => {
    const shapeless = new CityGeography(TWO_STREETS, new Map());
    expect(countsAt(placed(WEST, IN_EAST, 'point'), shapeless)).toBe(WEST);
    expect(countsAt(placed(GONE, IN_EAST, 'point'), shapeless)).toBe(WEST);
  });

  it('is what the source or the address named, whatever the point says', () => {
    expect(countsAt(placed(WEST, FAR_AWAY, 'code'))).toBe(WEST);
    expect(countsAt(placed(WEST, null, 'address'))).toBe(WEST);
    expect(countsAt(placed(GONE, null, 'code'))).toBe(WEST);
  });

  it('is the root above the stored region, when there are several', () => {
    const other: Region = {
      ...TWO_STREETS.at(0),
      id: regionId('boston', 'boston'),
      codeSystem: 'boston',
      code: 'boston',
    };
    const tree = new RegionTree([other, ...TWO_STREETS.regions]);
    const geography = new CityGeography(tree, TWO_STREET_SHAPES);
    expect(tree.regions[geography.placeIndex(placed(WEST, FAR_AWAY, 'point'))]?.id).toBe(DISTRICT);
    expect(tree.regions[geography.placeIndex(placed(other.id, FAR_AWAY, 'point'))]?.id).toBe(other.id);
  });

  it('is found for 100,000 tickets in well under a second', () => {
    const { regions, shapes } = buildSchematicShibei();
    const geography = new CityGeography(new RegionTree(regions), shapes);
    const labels = regions.flatMap(({ id, labelPoint }) => (labelPoint ? [{ id, labelPoint }] : []));
    const places = Array.from({ length: 100_000 }, (_, at): Place => {
      const { id, labelPoint } = labels[at % labels.length]!;
      return { regionId: id, point: labelPoint, source: 'point' };
    });
    const start = performance.now();
    for (const place of places) geography.placeIndex(place);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
