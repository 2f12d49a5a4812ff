import { expect, test } from 'vitest';
import { boundsOf, cornersOf } from './bounds.ts';

test('bounds hold every point, and nothing has none', () => {
  expect(
    boundsOf([
      [120.4, 36.1],
      [120.3, 36.2],
    ]),
  ).toEqual([120.3, 36.1, 120.4, 36.2]);
  expect(boundsOf([])).toBeNull();
});

test('corners are those of the outer rings', () => {
  const ring = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 0],
  ];
  const hole = [
    [0.5, 0.1],
    [0.6, 0.1],
    [0.6, 0.2],
    [0.5, 0.1],
  ];
  expect([...cornersOf({ type: 'Polygon', coordinates: [ring, hole] })]).toEqual(ring);
  expect([...cornersOf({ type: 'MultiPolygon', coordinates: [[ring], [hole]] })]).toEqual([...ring, ...hole]);
});
