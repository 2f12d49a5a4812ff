import { readFileSync } from 'node:fs';
import { regionId, type RegionId } from '@citybrain/domain';
import { describe, expect, it } from 'vitest';
import { describeWithShared } from '../../../../tests/support/shared-material.ts';
import { DATUMS, fromWgs84, type Datum } from '../datum.ts';
import { buildSchematicShibei } from '../schematic-city.ts';
import { distanceMetres, type Position } from '../shapes.ts';
import { SHIBEI_FACTS } from '../shibei-facts.ts';
import { centroidsOf, findDatumProblem, type KnownPlaces } from './find-datum-problem.ts';
import { readBoundaries, type BoundaryReading } from './read-boundaries.ts';

const ROOT = { code: '370203', name: '市北区' };
const SHIBEI: KnownPlaces = {
  byId: new Map(SHIBEI_FACTS.streets.map(({ code, centroid }) => [regionId('nbs', code), centroid])),
  byName: new Map(SHIBEI_FACTS.streets.map(({ name, centroid }) => [name, centroid])),
};
const street = (at: number): RegionId => regionId('nbs', SHIBEI_FACTS.streets[at]!.code);

/** Squares of 300 m with a hole, around the first `count` streets' centroids, written in `written` and read in `read`. */
function squares(count: number, written: Datum, read: Datum): BoundaryReading {
  const features = SHIBEI_FACTS.streets.slice(0, count).map(({ code, name, centroid: [lon, lat] }) => {
    const ring = (size: number): Position[] =>
      [[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]]
        .map(([x = 0, y = 0]) => fromWgs84(lon + (x * size) / 90_000, lat + (y * size) / 111_000, written)); // prettier-ignore
    const geometry = { type: 'Polygon', coordinates: [ring(150), ring(50).reverse()] };
    return { type: 'Feature', properties: { name, code12: code }, geometry };
  });
  return readBoundaries(JSON.stringify({ type: 'FeatureCollection', features }), { preset: 'osm', datum: read, root: ROOT }); // prettier-ignore
}

describe('the datum of a file', () => {
  it.each(DATUMS.flatMap((written) => DATUMS.map((read) => [written, read] as const)))(
    'is looked through when it is %s and read as %s',
    (written, read) => {
      const problem = findDatumProblem(squares(5, written, read), read, SHIBEI);
      if (written === read) expect(problem).toBeNull();
      else {
        expect(problem).toMatchObject({ code: 'wrong-datum' });
        expect(problem?.message).toMatch(new RegExp(`^Read as ${read}, .*: ${written} fits best, to 0 m; name it\\.$`));
      }
    },
  );

  it('is not judged by too few regions', () => {
    expect(findDatumProblem(squares(2, 'bd09', 'wgs84'), 'wgs84', SHIBEI)).toBeNull();
  });

  it('is not judged by streets of the same names in another city', () => {
    const far = SHIBEI_FACTS.streets.map(({ name, centroid: [lon, lat] }) => [name, [lon - 1, lat] as const] as const);
    const namesakes = { byId: new Map(), byName: new Map(far) };
    expect(findDatumProblem(squares(5, 'wgs84', 'wgs84'), 'wgs84', namesakes)).toBeNull();
    const names = { ...SHIBEI, byId: new Map() };
    expect(findDatumProblem(squares(5, 'gcj02', 'wgs84'), 'wgs84', names)).toMatchObject({ code: 'wrong-datum' });
  });

  it('fits none when the regions are known to lie elsewhere', () => {
    const elsewhere = { byId: new Map([0, 1, 2].map((at) => [street(at), [120, 36] as const])), byName: new Map() };
    expect(findDatumProblem(squares(3, 'wgs84', 'wgs84'), 'wgs84', elsewhere)?.message).toContain('no datum fits');
  });
});

describeWithShared('the 22 real streets', 'geo/shibei_22_streets_osm_wgs84.geojson', (path) => {
  const read = (datum: Datum): BoundaryReading =>
    readBoundaries(readFileSync(path, 'utf8'), { preset: 'osm', datum, root: ROOT });

  it('lie within a metre of the centroids that are known, in the right datum only', () => {
    const { shapes } = read('wgs84');
    for (const [id, centroid] of centroidsOf(shapes)) {
      const known = SHIBEI.byId.get(id);
      if (known) expect(distanceMetres(centroid, [...known]), id).toBeLessThan(1);
    }
    expect(findDatumProblem(read('wgs84'), 'wgs84', SHIBEI)).toBeNull();
    for (const wrong of ['gcj02', 'bd09'] as const) {
      expect(findDatumProblem(read(wrong), wrong, SHIBEI)?.message).toMatch(/wgs84 fits best, to [01] m/);
    }
  });

  it('lie within 200 m of their schematic shapes too, and further off in a wrong datum', () => {
    const schematic = { byId: centroidsOf(buildSchematicShibei().shapes), byName: new Map() };
    expect(findDatumProblem(read('wgs84'), 'wgs84', schematic)).toBeNull();
    expect(findDatumProblem(read('gcj02'), 'gcj02', schematic)?.message).toContain('wgs84 fits best');
  });
});
