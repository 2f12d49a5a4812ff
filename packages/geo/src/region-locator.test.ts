import { RegionTree, regionId, type Region, type RegionId } from '@citybrain/domain';
import { describe, expect, it } from 'vitest';
import { RegionLocator } from './region-locator.ts';
import { buildSchematicShibei } from './schematic-city.ts';
import { seededRandom } from './seeded-random.ts';
import { boundingBox, type MultiPolygonCoordinates, type Position } from './shapes.ts';

const city = buildSchematicShibei();
const tree = new RegionTree(city.regions);
const locator = new RegionLocator(tree, city.shapes);
const grids = city.regions.filter(({ level }) => level === 'grid');
const gridRings = grids.map(({ id }) => ({ id, ring: city.shapes.get(id)?.[0]?.[0] ?? [] }));
const gridBoxes = gridRings.map(({ ring }) => boundingBox([[ring]]));
const oneGridOnly = new Map(
  grids.map(({ id }) => [id, new RegionLocator(tree, new Map([[id, city.shapes.get(id) ?? []]]))]),
);

describe('the locator on the schematic city', () => {
  it('agrees with looking at every grid by winding number', () => {
    const random = seededRandom(2);
    const [west, south, east, north] = boundingBox(city.shapes.get(city.regions[0]?.id as RegionId) ?? []);
    for (let sample = 0; sample < 20_000; sample++) {
      const [lon, lat] = [west + random() * (east - west), south + random() * (north - south)];
      const holders = gridRings.filter(({ ring }, at) => {
        const [minLon, minLat, maxLon, maxLat] = gridBoxes[at] as [number, number, number, number];
        return lon >= minLon && lon <= maxLon && lat >= minLat && lat <= maxLat && windingNumber(ring, lon, lat) !== 0;
      });
      expect(holders.length).toBeLessThanOrEqual(1);
      expect(locator.locate(lon, lat)).toBe(holders[0]?.id ?? null);
    }
  });

  it('puts each shared vertex, each middle of a border and points a hair off it into exactly one grid', () => {
    for (const { ring } of gridRings.slice(0, 300)) {
      ring.slice(1).forEach(([lon, lat], at) => {
        const [fromLon, fromLat] = ring[at] as Position;
        const middle: Position = [(lon + fromLon) / 2, (lat + fromLat) / 2];
        for (const [x, y] of [[lon, lat], middle, [middle[0] * (1 + 2 ** -52), middle[1]], [lon, lat + 1e-14]]) {
          const found = locator.locate(x as number, y as number);
          const holders = nearGrids(x as number, y as number).filter(
            (id) => oneGridOnly.get(id)?.locate(x as number, y as number) === id,
          );
          expect(holders).toEqual(found === null ? [] : [found]);
        }
      });
    }
  });

  it('finds nothing outside, at the origin, or for numbers that are no place', () => {
    expect(locator.locate(121, 36.1)).toBeNull();
    expect(locator.locate(0, 0)).toBeNull();
    expect(locator.locate(NaN, 36.1)).toBeNull();
    expect(locator.locate(Infinity, -Infinity)).toBeNull();
  });
});

describe('the locator on any tree', () => {
  const region = (code: string, level: Region['level'], parent: string | null): Region => ({
    id: regionId('test', code),
    codeSystem: 'test',
    code,
    name: code,
    level,
    parentId: parent === null ? null : regionId('test', parent),
    validFrom: null,
    validTo: null,
    labelPoint: null,
  });
  const square = (west: number, south: number, size: number): Position[] => [
    [west, south],
    [west + size, south],
    [west + size, south + size],
    [west, south + size],
    [west, south],
  ];
  const regions = [region('d', 'district', null), region('a', 'street', 'd'), region('b', 'street', 'd')];
  const shapes = new Map<RegionId, MultiPolygonCoordinates>([
    [regionId('test', 'd'), [[square(0, 0, 10), square(4, 4, 1)]]],
    [regionId('test', 'a'), [[square(0, 0, 2)], [square(6, 6, 2)]]],
  ]);
  const small = new RegionLocator(new RegionTree(regions), shapes);

  it('falls back to the parent where no child lies', () => {
    expect(small.locate(1, 1)).toBe('test:a');
    expect(small.locate(7, 7)).toBe('test:a');
    expect(small.locate(3, 3)).toBe('test:d');
  });

  it('finds nothing in a hole', () => expect(small.locate(4.5, 4.5)).toBeNull());

  it('counts the west and south border of a region as its own, the east and north as its neighbour’s', () => {
    expect(small.locate(0, 0)).toBe('test:a');
    expect(small.locate(2, 1)).toBe('test:d');
    expect(small.locate(1, 2)).toBe('test:d');
    expect(small.locate(10, 5)).toBeNull();
  });

  it('knows no place without shapes', () => {
    expect(new RegionLocator(new RegionTree(regions), new Map()).locate(1, 1)).toBeNull();
    expect(new RegionLocator(new RegionTree([]), new Map()).locate(1, 1)).toBeNull();
  });
});

function nearGrids(lon: number, lat: number): RegionId[] {
  return gridRings
    .filter((_, at) => {
      const [west, south, east, north] = gridBoxes[at] as [number, number, number, number];
      return lon >= west && lon <= east && lat >= south && lat <= north;
    })
    .map(({ id }) => id);
}

function windingNumber(ring: readonly Position[], lon: number, lat: number): number {
  let turns = 0;
  ring.slice(1).forEach(([x, y], at) => {
    const [fromX, fromY] = ring[at] as Position;
    turns += Math.atan2(
      (fromX - lon) * (y - lat) - (x - lon) * (fromY - lat),
      (fromX - lon) * (x - lon) + (fromY - lat) * (y - lat),
    );
  });
  return Math.round(turns / (2 * Math.PI));
}
