import { describe, expect, it } from 'vitest';
import { DATUMS, fromWgs84, toWgs84 } from './datum.ts';
import { seededRandom } from './seeded-random.ts';
import { distanceMetres } from './shapes.ts';

describe('datums', () => {
  it('come back to WGS84 within a centimetre all over China', () => {
    const random = seededRandom(7);
    for (let sample = 0; sample < 5_000; sample++) {
      const [lon, lat] = [80 + random() * 50, 18 + random() * 34];
      for (const datum of DATUMS) {
        const back = toWgs84(...fromWgs84(lon, lat, datum), datum);
        expect(distanceMetres([lon, lat], back), `${lon}, ${lat} ${datum}`).toBeLessThan(0.01);
      }
    }
  });

  it('shift a GCJ-02 position in Shibei by about 460 metres to the west', () => {
    const [lon, lat] = toWgs84(120.36, 36.09, 'gcj02');
    expect(lon - 120.36).toBeCloseTo(-0.00512, 4);
    expect(lat - 36.09).toBeCloseTo(-0.00026, 4);
    expect(distanceMetres([120.36, 36.09], [lon, lat])).toBeCloseTo(460, -1.3);
  });

  it('leave GCJ-02 outside of China and WGS84 anywhere as they are', () => {
    expect(toWgs84(-71.06, 42.36, 'gcj02')).toEqual([-71.06, 42.36]);
    expect(toWgs84(120.36, 36.09, 'wgs84')).toEqual([120.36, 36.09]);
  });

  it('end on the rim of China, where GCJ-02 has no inverse, and on numbers that are no place', () => {
    expect(toWgs84(72.0041, 30, 'gcj02').every(Number.isFinite)).toBe(true);
    expect(toWgs84(100, 0.8294, 'bd09').every(Number.isFinite)).toBe(true);
    expect(toWgs84(NaN, 36, 'gcj02')).toEqual([NaN, 36]);
    expect(toWgs84(1e300, -1e300, 'bd09')).toEqual([1e300, -1e300]);
    expect(toWgs84(-180, -90, 'bd09').every(Number.isFinite)).toBe(true);
  });
});
