import { RegionTree } from '@citybrain/domain';
import { describe, expect, it } from 'vitest';
import { fromWgs84 } from '../datum.ts';
import { planarArea, signedRingArea, type Position } from '../shapes.ts';
import type { BoundaryProblemCode } from './boundary-problem.ts';
import { readBoundaries, type BoundaryOptions } from './read-boundaries.ts';

const ROOT = { code: '370203', name: '市北区' };

/** A square of `size` thousandths of a degree; x and y count from a corner of Shibei. */
const square = (x: number, y: number, size = 10): Position[] =>
  [
    [x, y],
    [x + size, y],
    [x + size, y + size],
    [x, y + size],
    [x, y],
  ].map(([east = 0, north = 0]) => [120.3 + east / 1000, 36.1 + north / 1000]);

const feature = (name: unknown, code: unknown, rings: unknown[], more: object = {}): object => ({
  type: 'Feature',
  properties: { name, code12: code, ...more },
  geometry: { type: 'Polygon', coordinates: rings },
});

const read = (features: unknown[], options: Partial<BoundaryOptions> = {}) =>
  readBoundaries(JSON.stringify({ type: 'FeatureCollection', features }), {
    preset: 'osm',
    datum: 'wgs84',
    root: ROOT,
    ...options,
  });

const codes = (features: unknown[], options: Partial<BoundaryOptions> = {}): BoundaryProblemCode[] => {
  const reading = read(features, options);
  expect(reading.regions.length > 0).toBe(reading.problems.length === 0);
  for (const { message } of reading.problems) expect(message.length).toBeGreaterThan(20);
  return reading.problems.map(({ code }) => code);
};

describe('readBoundaries', () => {
  it('makes a tree of streets below a root that is their union', () => {
    const { regions, shapes, problems, levels } = read([
      feature('甲街道', '370203001000', [square(0, 0)]),
      feature('乙街道', '370203002', [square(10, 0)]),
    ]);
    expect(problems).toEqual([]);
    expect(levels).toEqual({ district: 1, street: 2 });
    expect(regions.map(({ id, parentId }) => [id, parentId])).toEqual([
      ['nbs:370203000000', null],
      ['nbs:370203001000', 'nbs:370203000000'],
      ['nbs:370203002000', 'nbs:370203000000'],
    ]);
    expect(new RegionTree(regions).size).toBe(3);
    const root = shapes.get(regions[0]?.id as never) ?? [];
    expect(root).toHaveLength(1);
    expect(planarArea(root)).toBeCloseTo(2e-4, 10);
  });

  it('turns outer rings counter-clockwise and holes clockwise', () => {
    const rings = [square(0, 0).reverse(), square(3, 3, 2)];
    const { shapes } = read([feature('甲街道', '370203001000', rings)]);
    const [outer = [], hole = []] = shapes.get('nbs:370203001000' as never)?.[0] ?? [];
    expect(signedRingArea(outer)).toBeGreaterThan(0);
    expect(signedRingArea(hole)).toBeLessThan(0);
  });

  it('brings GCJ-02 and BD-09 to WGS84', () => {
    for (const datum of ['gcj02', 'bd09'] as const) {
      const shifted = square(0, 0).map(([lon, lat]) => fromWgs84(lon, lat, datum));
      const { shapes } = read([feature('甲街道', '370203001000', [shifted])], { datum });
      expect(shapes.get('nbs:370203001000' as never)).toEqual([
        [square(0, 0).map((at) => at.map((x) => +x.toFixed(7)))],
      ]);
    }
  });

  it('finds the parent of a feature without a code by where it lies', () => {
    const { regions } = read(
      [
        feature('甲区', undefined, [square(0, 0)], { osm_id: 'relation/1', admin_level: '6' }),
        feature('乙区', undefined, [square(10, 0)], { osm_id: '2', admin_level: '6' }),
        feature('丙街道', undefined, [square(12, 2, 3)], { '@id': 'relation/3', admin_level: 8 }),
      ],
      { root: { code: '3702', name: '青岛市' } },
    );
    expect(regions.map(({ id, level, parentId }) => [id, level, parentId])).toEqual([
      ['nbs:370200000000', 'city', null],
      ['osm:1', 'district', 'nbs:370200000000'],
      ['osm:2', 'district', 'nbs:370200000000'],
      ['osm:3', 'street', 'osm:2'],
    ]);
  });

  it('finds it so too below a district that has no code itself', () => {
    const { regions } = read(
      [
        feature('甲区', undefined, [square(0, 0)], { osm_id: '1', admin_level: '6' }),
        feature('丙街道', '370203001', [square(2, 2, 3)]),
      ],
      { root: { code: '3702', name: '青岛市' } },
    );
    expect(regions.map(({ parentId }) => parentId)).toEqual([null, 'nbs:370200000000', 'osm:1']);
  });

  it('accepts a ring that touches itself in a point, and parts that touch', () => {
    const [lon, lat] = square(5, 5)[0] as Position;
    const touching = [...square(0, 0).slice(0, 2), [lon, lat], ...square(0, 0).slice(2)];
    expect(codes([feature('甲街道', '370203001000', [touching])])).toEqual([]);
    const parts = { type: 'MultiPolygon', coordinates: [[square(0, 0)], [square(10, 10)], [square(10, 0)]] };
    expect(codes([{ ...feature('甲街道', '370203001000', []), geometry: parts }])).toEqual([]);
  });

  it('warns of a small overlap and of a small part outside, and imports all the same', () => {
    const outside = read([
      feature('市北区', '370203000000', [square(0, 0, 10)]),
      feature('甲街道', '370203001000', [square(0, 0, 10.02)]),
    ]);
    expect(outside.problems).toEqual([]);
    expect(outside.warnings.map(({ code }) => code)).toEqual(['outside-parent']);
    const overlap = read([
      feature('甲街道', '370203001000', [square(0, 0)]),
      feature('乙街道', '370203002000', [square(9.995, 0)]),
    ]);
    expect(overlap.problems).toEqual([]);
    expect(overlap.warnings.map(({ code, featureName }) => [code, featureName])).toEqual([
      ['siblings-overlap', '甲街道'],
    ]);
  });

  const street = (rings: unknown[]): object[] => [feature('甲街道', '370203001000', rings)];
  const bowTie = [square(0, 0)[0], square(0, 0)[2], square(0, 0)[1], square(0, 0)[3], square(0, 0)[0]];
  it.each<[string, BoundaryProblemCode, unknown[], Partial<BoundaryOptions>?]>([
    ['an empty collection', 'no-feature', []],
    ['a feature without a name', 'no-name', [feature('  ', '370203001000', [square(0, 0)])]],
    ['a feature without a code', 'bad-code', [feature('甲街道', undefined, [square(0, 0)])]],
    ['a code of another form', 'bad-code', [feature('甲街道', '37020', [square(0, 0)])]],
    ['an unknown level', 'unknown-level', [feature('甲', '370203001000', [square(0, 0)], { admin_level: '9' })]],
    ['a bow-tie', 'ring-crosses-itself', street([bowTie])],
    [
      'a bow-tie with a vertex where it crosses',
      'no-area',
      street([[...bowTie.slice(0, 1), square(5, 5)[0], ...bowTie.slice(1, 3), square(5, 5)[0], ...bowTie.slice(3)]]),
    ],
    ['a ring that runs twice over itself', 'rings-contradict', street([[...square(0, 0), ...square(0, 0).slice(1)]])],
    ['a ring on a line', 'no-area', street([[...square(0, 0).slice(0, 2), [120.305, 36.1], square(0, 0)[0]]])],
    ['a ring of one point', 'ring-too-short', street([Array.from({ length: 5 }, () => [120.3, 36.1])])],
    ['an open ring', 'ring-not-closed', street([square(0, 0).slice(0, 4)])],
    ['a ring of three positions', 'ring-too-short', street([[...square(0, 0).slice(0, 2), square(0, 0)[0]]])],
    ['a hole outside', 'rings-contradict', street([square(0, 0), square(20, 0, 1)])],
    ['a number that is none', 'bad-position', street([[...square(0, 0).slice(0, 3), [null, 36], square(0, 0)[0]]])],
    ['latitude before longitude', 'bad-position', street([square(0, 0).map(([lon, lat]) => [lat, lon])])],
    ['metres', 'bad-position', street([square(0, 0).map(([lon, lat]) => [lon * 1e5, lat * 1e5])])],
    ['a region twice', 'duplicate-region', [...street([square(0, 0)]), ...street([square(20, 0)])]],
    [
      'one code for two regions',
      'code-conflict',
      [...street([square(0, 0)]), feature('乙街道', '370203001', [square(20, 0)])],
    ],
    ['a street of a district that is not there', 'orphan', [feature('甲街道', '370202001000', [square(0, 0)])]],
    [
      'several regions without a root',
      'no-root',
      [...street([square(0, 0)]), feature('乙街道', '370203002', [square(20, 0)])],
      { root: undefined as never },
    ],
    [
      'a root below the file',
      'unknown-level',
      street([square(0, 0)]),
      { root: { code: '370203009001', name: '社区' } },
    ],
    [
      'streets that overlap',
      'siblings-overlap',
      [...street([square(0, 0)]), feature('乙街道', '370203002', [square(9, 0)])],
    ],
    [
      'a street outside of its district',
      'outside-parent',
      [feature('市北区', '370203', [square(0, 0)]), feature('甲街道', '370203001', [square(1, 1)])],
    ],
  ])('refuses %s: %s', (_, problem, features, options = {}) => expect(codes(features, options)).toContain(problem));

  it('refuses codes that mean another region in the reference, and says which', () => {
    const referenceNames = new Map([['370203020', '即墨路街道']]);
    const { problems } = read([feature('延安路街道', '370203020000', [square(0, 0)])], { referenceNames });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code: 'code-conflict', featureIndex: 0, featureName: '延安路街道' });
    expect(problems[0]?.message).toContain('即墨路街道');
  });

  it('keeps another code system apart', () => {
    const { regions, problems } = read([feature('延安路街道', '370203020', [square(0, 0)], { admin_level: '8' })], {
      codeSystem: 'areacity',
      root: { code: '370203', name: '市北区', level: 'district' },
    });
    expect(problems).toEqual([]);
    expect(regions.map(({ id }) => id)).toEqual(['areacity:370203', 'areacity:370203020']);
  });

  it('says of text that is no GeoJSON what it is', () => {
    const problemOf = (text: string) => readBoundaries(text, { preset: 'osm', datum: 'wgs84' }).problems[0]?.code;
    expect(problemOf('{"type":')).toBe('not-json');
    expect(problemOf('')).toBe('not-json');
    expect(problemOf('[]')).toBe('not-a-feature-collection');
    expect(problemOf('null')).toBe('not-a-feature-collection');
    expect(problemOf('['.repeat(100_000))).toBe('not-json');
    const nested = `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"x"},"geometry":{"type":"Polygon","coordinates":${'['.repeat(10_000)}${']'.repeat(10_000)}}}]}`;
    expect(problemOf(nested)).toBeDefined();
    const projected = {
      type: 'FeatureCollection',
      crs: { type: 'name', properties: { name: 'EPSG:4549' } },
      features: [],
    };
    expect(problemOf(JSON.stringify(projected))).toBe('unknown-reference-system');
  });
});
