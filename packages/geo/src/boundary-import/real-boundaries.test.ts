import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RegionTree, type RegionId } from '@citybrain/domain';
import { beforeAll, expect, it } from 'vitest';
import { describeWithShared } from '../../../../tests/support/shared-material.ts';
import { fromWgs84 } from '../datum.ts';
import { RegionLocator } from '../region-locator.ts';
import { seededRandom } from '../seeded-random.ts';
import { areaSquareMetres, boundingBox, type Position } from '../shapes.ts';
import { SHIBEI_FACTS } from '../shibei-facts.ts';
import { readBoundaries, type BoundaryOptions, type BoundaryReading } from './read-boundaries.ts';

const ROOT = { code: '370203', name: '市北区' };
const locatorOf = ({ regions, shapes }: BoundaryReading): RegionLocator =>
  new RegionLocator(new RegionTree(regions), shapes);
const referenceNames = new Map<string, string>(SHIBEI_FACTS.streets.map(({ code, name }) => [code, name]));

describeWithShared('the 22 real streets of Shibei', 'geo/shibei_22_streets_osm_wgs84.geojson', (path) => {
  let reading: BoundaryReading;
  beforeAll(() => {
    reading = readBoundaries(readFileSync(path, 'utf8'), { preset: 'osm', datum: 'wgs84', root: ROOT, referenceNames });
  });

  it('import without a problem or warning below a district of 63.4 km²', () => {
    expect(reading.problems).toEqual([]);
    expect(reading.warnings).toEqual([]);
    expect(reading.levels).toEqual({ district: 1, street: 22 });
    expect(areaSquareMetres(reading.shapes.get('nbs:370203000000' as RegionId) ?? []) / 1e6).toBeCloseTo(63.4, 0);
  });

  it('each hold their representative point', () => {
    const locator = locatorOf(reading);
    const rows = readFileSync(join(path, '..', 'shibei_22_streets_centroids_wgs84.csv'), 'utf8')
      .trim()
      .split('\n');
    for (const row of rows.slice(1)) {
      const cells = row.split(',');
      expect(locator.locate(Number(cells[6]), Number(cells[7])), row).toBe(`nbs:${cells[1]}`);
    }
    expect(rows).toHaveLength(23);
  });

  it('need a root', () => {
    const { problems } = readBoundaries(readFileSync(path, 'utf8'), { preset: 'osm', datum: 'wgs84' });
    expect(problems.map(({ code }) => code)).toEqual(['no-root']);
  });

  it('get the wrong street for about 28 % of points that are GCJ-02 but read as WGS84', () => {
    const locator = locatorOf(reading);
    const [west, south, east, north] = boundingBox(reading.shapes.get('nbs:370203000000' as RegionId) ?? []);
    const random = seededRandom(3);
    const count = { inside: 0, wrong: 0, lost: 0 };
    while (count.inside < 40_000) {
      const [lon, lat] = [west + random() * (east - west), south + random() * (north - south)];
      const truth = locator.locate(lon, lat);
      if (truth === null) continue;
      count.inside++;
      const found = locator.locate(...fromWgs84(lon, lat, 'gcj02'));
      if (found === null) count.lost++;
      else if (found !== truth) count.wrong++;
    }
    expect(count.wrong / count.inside).toBeCloseTo(0.279, 1.7);
    expect(count.lost / count.inside).toBeCloseTo(0.087, 1.7);
  });

  it('are refused when their codes mean other streets in the reference', () => {
    const conflicts = readFileSync(join(path, '..', 'shibei_street_code_conflicts.csv'), 'utf8')
      .trim()
      .split('\n');
    const areacity = new Map(
      conflicts
        .slice(1)
        .map((row) => row.split(','))
        .map(([name = '', , code = '']) => [code, name]),
    );
    const options: BoundaryOptions = { preset: 'osm', datum: 'wgs84', root: ROOT, referenceNames: areacity };
    const { problems, regions } = readBoundaries(readFileSync(path, 'utf8'), options);
    expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(['code-conflict']));
    expect(problems).toHaveLength(9);
    expect(regions).toEqual([]);
  });
});

describeWithShared('the whole of Qingdao', 'geo/qingdao_osm_admin_level5-6-8.geojson', (path) => {
  let reading: BoundaryReading;
  beforeAll(() => {
    reading = readBoundaries(readFileSync(path, 'utf8'), { preset: 'osm', datum: 'wgs84', referenceNames });
  }, 60_000);

  it('imports as 1 city, 10 districts and 135 streets', () => {
    expect(reading.problems).toEqual([]);
    expect(reading.warnings).toEqual([]);
    expect(reading.levels).toEqual({ city: 1, district: 10, street: 135 });
  });

  it('has the 22 streets of Shibei below their district, with or without codes of their own', () => {
    const tree = new RegionTree(reading.regions);
    const shibei = tree.indexOf('nbs:370203000000' as RegionId);
    const names = tree.childrenOf(shibei).map((at) => tree.at(at).name);
    expect(names.sort()).toEqual(SHIBEI_FACTS.streets.map(({ name }) => name).sort());
  });

  it('places a point in the port basin in the district, for it lies in no street', () => {
    expect(locatorOf(reading).locate(120.318, 36.093)).toBe('nbs:370203000000');
  });

  it('labels every region inside of it', () => {
    const tree = new RegionTree(reading.regions);
    const locator = locatorOf(reading);
    for (const { id, name, labelPoint } of reading.regions) {
      const found = labelPoint && locator.locate(...(labelPoint as Position));
      expect(found && tree.isWithin(tree.indexOf(found), tree.indexOf(id)), name).toBe(true);
    }
  });
});

describeWithShared('the outline of a map provider', 'geo/shibei_370203_gcj02.json', (path) => {
  it('imports as one district, moved from GCJ-02 to where it is', () => {
    const read = (datum: 'gcj02' | 'wgs84') => readBoundaries(readFileSync(path, 'utf8'), { preset: 'datav', datum });
    const [right, wrong] = [read('gcj02'), read('wgs84')];
    expect(right.problems).toEqual([]);
    expect(right.regions).toMatchObject([
      { id: 'nbs:370203000000', name: '市北区', level: 'district', parentId: null },
    ]);
    const west = ({ shapes }: BoundaryReading): number =>
      boundingBox(shapes.get('nbs:370203000000' as RegionId) ?? [])[0];
    expect(west(wrong) - west(right)).toBeCloseTo(0.0051, 3);
  });
});

describeWithShared('broken GeoJSON', 'geo-robustness/geojsonhint/test/data', (path) => {
  const read = (text: string): BoundaryReading => readBoundaries(text, { preset: 'osm', datum: 'wgs84', root: ROOT });
  const files = (kind: string): string[] =>
    readdirSync(join(path, kind))
      .filter((name) => name.endsWith('.geojson'))
      .map((name) => join(path, kind, name));

  it('is refused with a reason, whatever is broken', () => {
    for (const file of files('bad')) {
      const { problems, regions } = read(readFileSync(file, 'utf8'));
      expect(problems.length, file).toBeGreaterThan(0);
      expect(regions, file).toEqual([]);
    }
  });

  it('never makes the reader throw, even where it is sound but no map of regions', () => {
    for (const file of files('good')) expect(read(readFileSync(file, 'utf8')).problems.length, file).toBeGreaterThan(0);
  });

  it.each<[string, string]>([
    ['different-first-last', 'ring-not-closed'],
    ['short-linearring', 'ring-too-short'],
  ])('names the fault of %s when it comes as a street: %s', (name, problem) => {
    const geometry: unknown = JSON.parse(readFileSync(join(path, 'bad', `${name}.geojson`), 'utf8'));
    const properties = { name: '甲街道', code12: '370203001000' };
    const collection = { type: 'FeatureCollection', features: [{ type: 'Feature', properties, geometry }] };
    expect(read(JSON.stringify(collection)).problems.map(({ code }) => code)).toEqual([problem]);
  });
});

describeWithShared('polygons that touch, cross and nest', 'geo-robustness/earcut/test/fixtures', (path) => {
  it('are taken or refused, but never break the reader', () => {
    const outcomes = new Map<string, number>();
    for (const file of readdirSync(path)) {
      const rings = JSON.parse(readFileSync(join(path, file), 'utf8')) as Position[][];
      const reading = readRings(rings);
      const outcome = reading.problems[0]?.code ?? 'taken';
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      expect(reading.regions.length > 0).toBe(outcome === 'taken');
    }
    expect(outcomes.get('taken')).toBeGreaterThan(20);
    expect(outcomes.get('ring-crosses-itself')).toBeGreaterThan(3);
  });
});

/** As one street, shrunk into a hundredth of a degree; earcut's rings are open. */
function readRings(rings: Position[][]): BoundaryReading {
  const [west, south, east, north] = boundingBox([[rings.flat()]]);
  const size = Math.max(east - west, north - south) || 1;
  const coordinates = rings.map((ring) =>
    [...ring, ...ring.slice(0, 1)].map(([x, y]) => [120 + (x - west) / size, 36 + (y - south) / size]),
  );
  const properties = { name: '甲街道', code12: '370203001000' };
  const feature = { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates } };
  const text = JSON.stringify({ type: 'FeatureCollection', features: [feature] });
  return readBoundaries(text, { preset: 'osm', datum: 'wgs84', root: ROOT });
}
