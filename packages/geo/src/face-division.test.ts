import { describe, expect, it } from 'vitest';
import { divideFace } from './face-division.ts';
import { outlineOf, PlanarMap } from './planar-map.ts';
import { seededRandom } from './seeded-random.ts';

function twoSquares(): PlanarMap {
  const map = new PlanarMap();
  const corners = [0, 1000, 2000].flatMap((x) => [map.addVertex(x, 0), map.addVertex(x, 1000)]);
  const [a, b, c, d, e, f] = corners as [number, number, number, number, number, number];
  map.addFace([a, c, d, b]);
  map.addFace([c, e, f, d]);
  return map;
}

const areaOf = (map: PlanarMap, face: number): number => {
  const ring = map.faces[face] ?? [];
  return (
    ring.reduce((sum, from, at) => {
      const to = ring[(at + 1) % ring.length] as number;
      return sum + (map.x[from] as number) * (map.y[to] as number) - (map.x[to] as number) * (map.y[from] as number);
    }, 0) / 2
  );
};

describe('divideFace', () => {
  it('makes one part per weight with areas in proportion', () => {
    const map = twoSquares();
    const style = { bearing: 0.3, wobble: 0.1, snapMetres: 0, random: seededRandom(1) };
    const parts = divideFace(map, 0, [1, 2, 3, 4], style);
    const areas = parts.map((face) => areaOf(map, face) / 1e5);
    [1, 2, 3, 4].forEach((weight, at) => expect(areas[at]).toBeCloseTo(weight, 5));
  });

  it('gives a vertex on a common border to both faces, so that the outlines stay shared', () => {
    const map = twoSquares();
    const style = { bearing: 0.1, wobble: 0, snapMetres: 40, random: seededRandom(1) };
    const left = divideFace(
      map,
      0,
      Array.from({ length: 9 }, () => 1),
      style,
    );
    const right = divideFace(
      map,
      1,
      Array.from({ length: 7 }, () => 1),
      style,
    );
    const outline = (faces: number[]): number[] => outlineOf(faces.map((face) => map.faces[face] ?? [])).flat();
    const border = (vertices: number[]): number[] => vertices.filter((at) => map.x[at] === 1000).sort();
    expect(border(outline(left)).length).toBeGreaterThan(3);
    expect(border(outline(left))).toEqual(border(outline(right)));
    expect(outlineOf(map.faces)).toHaveLength(1);
  });
});

describe('outlineOf', () => {
  it('runs counter-clockwise outside and clockwise round a hole', () => {
    const map = new PlanarMap();
    const at = (x: number, y: number): number => x * 4 + y;
    for (let x = 0; x < 4; x++) for (let y = 0; y < 4; y++) map.addVertex(x, y);
    for (let x = 0; x < 3; x++) {
      for (let y = 0; y < 3; y++) {
        if (x !== 1 || y !== 1) map.addFace([at(x, y), at(x + 1, y), at(x + 1, y + 1), at(x, y + 1)]);
      }
    }
    const areas = outlineOf(map.faces).map((ring) =>
      areaOf(Object.assign(new PlanarMap(), { x: map.x, y: map.y, faces: [ring] }), 0),
    );
    expect(areas.sort((a, b) => a - b)).toEqual([-1, 9]);
  });
});
