import { createHash } from 'node:crypto';
import { RegionTree, type Region, type RegionId, type RegionLevel } from '@citybrain/domain';
import { describe, expect, it } from 'vitest';
import type { CityFacts, StreetFacts } from './city-facts.ts';
import { buildSchematicCity, buildSchematicShibei, type RegionGeometry } from './schematic-city.ts';
import { RegionLocator } from './region-locator.ts';
import { seededRandom } from './seeded-random.ts';
import { areaSquareMetres, boundingBox, distanceMetres, planarArea, signedRingArea, type Position } from './shapes.ts';
import { SHIBEI_FACTS } from './shibei-facts.ts';

const city = buildSchematicShibei();
const tree = new RegionTree(city.regions);
const shapeOf = (id: RegionId) => city.shapes.get(id) ?? [];
const ofLevel = (level: RegionLevel): Region[] => city.regions.filter((region) => region.level === level);
const childrenOf = (id: RegionId): Region[] => city.regions.filter(({ parentId }) => parentId === id);
const onlyLevel = (level: RegionLevel): RegionLocator =>
  new RegionLocator(tree, new Map(ofLevel(level).map(({ id }) => [id, shapeOf(id)])));
const cache = new Map<RegionLevel, RegionLocator>();
const onlyLevelCached = (level: RegionLevel): RegionLocator => {
  const known = cache.get(level) ?? onlyLevel(level);
  cache.set(level, known);
  return known;
};
const digest = (drawn: RegionGeometry): string =>
  createHash('sha256')
    .update(JSON.stringify([drawn.regions, [...drawn.shapes]]))
    .digest('hex');

describe('the schematic Shibei', () => {
  it('has 1 district, 22 streets, 137 communities and 940 grids', () => {
    expect((['district', 'street', 'community', 'grid'] as const).map((level) => ofLevel(level).length)).toEqual([
      1, 22, 137, 940,
    ]);
  });

  it('has 64 grids in Hailun Road street and at least two in every community', () => {
    const hailun = ofLevel('grid').filter(({ code }) => code.startsWith('370203027'));
    expect(hailun).toHaveLength(64);
    for (const community of ofLevel('community')) expect(childrenOf(community.id).length).toBeGreaterThanOrEqual(2);
  });

  it('numbers grids with the community code and three digits from 001 on', () => {
    for (const community of ofLevel('community')) {
      const codes = childrenOf(community.id).map(({ code }) => code);
      expect(codes.sort()).toEqual(codes.map((_, at) => `${community.code}${String(at + 1).padStart(3, '0')}`));
    }
  });

  it('puts each street around its true centroid', () => {
    const streets = onlyLevel('street');
    for (const { code, centroid } of SHIBEI_FACTS.streets)
      expect(streets.locate(...(centroid as Position))).toBe(`nbs:${code}`);
  });

  it('gives the district and its streets about their true areas', () => {
    const total = areaSquareMetres(shapeOf('nbs:370203000000' as RegionId));
    expect(Math.abs(total / 63.4e6 - 1)).toBeLessThan(0.15);
    for (const { code, areaKm2 } of SHIBEI_FACTS.streets) {
      const area = areaSquareMetres(shapeOf(`nbs:${code}` as RegionId)) / 1e6;
      expect(Math.abs(area / areaKm2 - 1), `${code} has ${area} km²`).toBeLessThan(0.25);
    }
  });

  it('draws every region as one counter-clockwise, closed ring', () => {
    for (const { id } of city.regions) {
      expect(
        shapeOf(id).map((polygon) => polygon.length),
        id,
      ).toEqual([1]);
      const ring = shapeOf(id)[0]?.[0] ?? [];
      expect(ring.at(-1)).toEqual(ring[0]);
      expect(signedRingArea(ring)).toBeGreaterThan(0);
    }
  });

  it('fills each region with its children: areas sum up', () => {
    for (const { id, level } of city.regions) {
      if (level === 'grid') continue;
      const whole = planarArea(shapeOf(id));
      const parts = childrenOf(id).reduce((sum, child) => sum + planarArea(shapeOf(child.id)), 0);
      expect(Math.abs(parts / whole - 1), id).toBeLessThan(1e-9);
    }
  });

  it('shares borders vertex by vertex: each edge of a grid is the reverse of a neighbour’s or lies on the district’s border', () => {
    const edges = new Map<string, number>();
    const count = (ring: Position[], reverse: boolean): void => {
      ring.slice(1).forEach((to, at) => {
        const [a, b] = [String(ring[at]), String(to)];
        const key = reverse ? `${b} ${a}` : `${a} ${b}`;
        edges.set(key, (edges.get(key) ?? 0) + 1);
      });
    };
    for (const { id } of ofLevel('grid')) count(shapeOf(id)[0]?.[0] ?? [], false);
    count(shapeOf('nbs:370203000000' as RegionId)[0]?.[0] ?? [], true);
    for (const [key, times] of edges) {
      expect(times, key).toBe(1);
      expect(edges.has(key.split(' ').reverse().join(' ')), key).toBe(true);
    }
  });

  it('places any point in exactly one grid, and its community and street lie above it', () => {
    const [west, south, east, north] = boundingBox(shapeOf('nbs:370203000000' as RegionId));
    const locators = (['grid', 'community', 'street', 'district'] as const).map(onlyLevel);
    const random = seededRandom(1);
    for (let sample = 0; sample < 20_000; sample++) {
      const [lon, lat] = [west + random() * (east - west), south + random() * (north - south)];
      const found = locators.map((locator) => locator.locate(lon, lat));
      const grid = found[0] ?? null;
      const path = grid ? tree.pathUp(tree.indexOf(grid)).map((at) => tree.at(at).id) : [null, null, null, null];
      expect(found).toEqual(path);
    }
  });

  it('labels every region inside of it', () => {
    for (const { id, level, labelPoint } of city.regions) {
      expect(labelPoint && onlyLevelCached(level).locate(...(labelPoint as Position)), id).toBe(id);
    }
  });

  it('has no border shorter than 20 metres', () => {
    for (const { id } of ofLevel('grid')) {
      const ring = shapeOf(id)[0]?.[0] ?? [];
      ring.slice(1).forEach((to, at) => expect(distanceMetres(ring[at] as Position, to), id).toBeGreaterThan(20));
    }
  });

  it('is the same bytes for the same seed and another map for another', () => {
    expect(digest(buildSchematicShibei())).toBe(digest(city));
    expect(digest(buildSchematicShibei(1))).not.toBe(digest(city));
  });
});

describe('a schematic city of other facts', () => {
  const street = (at: number, centroid: Position, areaKm2: number): StreetFacts => ({
    code: `11010100${at}000`,
    name: `${at}街道`,
    centroid,
    areaKm2,
    communities: [{ code: `11010100${at}001`, name: '社区' }],
    gridCount: at === 1 ? 2 : null,
  });
  const facts: CityFacts = {
    codeSystem: 'nbs',
    district: { code: '110101000000', name: '东城区' },
    streets: [
      street(1, [116.4, 39.9], 0.2),
      street(2, [116.41, 39.9], 6),
      street(3, [116.405, 39.906], 1),
      street(4, [116.5, 39.95], 1),
    ],
    gridTotal: 30,
  };

  it('keeps a small street around its centroid beside a large one', () => {
    for (let seed = 0; seed < 20; seed++) {
      const { regions, shapes } = buildSchematicCity(facts, seed);
      const locator = new RegionLocator(
        new RegionTree(regions.map((region) => ({ ...region, parentId: null }))),
        new Map(regions.filter(({ level }) => level === 'street').map(({ id }) => [id, shapes.get(id) ?? []])),
      );
      for (const { code, centroid } of facts.streets) {
        expect(locator.locate(...(centroid as Position)), `seed ${seed}`).toBe(`nbs:${code}`);
      }
    }
  });

  it('has a district of two parts when a street lies far off', () => {
    const { regions, shapes } = buildSchematicCity(facts, 1);
    expect(regions.filter(({ level }) => level === 'grid')).toHaveLength(30);
    expect(shapes.get(regions[0]?.id as RegionId)).toHaveLength(2);
  });

  it('cannot be drawn when two streets have one centroid or the grids are too few', () => {
    const twins = { ...facts, streets: [street(1, [116.4, 39.9], 1), street(2, [116.4, 39.9], 1)] };
    expect(() => buildSchematicCity(twins, 1)).toThrow(RangeError);
    expect(() => buildSchematicCity({ ...facts, gridTotal: 3 }, 1)).toThrow(RangeError);
  });
});
