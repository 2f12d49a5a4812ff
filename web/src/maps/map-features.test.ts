import { expect, test } from 'vitest';
import { boundsOfPicture, labelFeatures, shapesWithRoles } from './map-features.ts';
import type { MapPicture } from './map-picture.ts';

const square = (id: string, from: number) => ({
  type: 'Feature' as const,
  id,
  properties: {},
  geometry: {
    type: 'Polygon' as const,
    coordinates: [
      [
        [from, from],
        [from + 1, from],
        [from + 1, from + 1],
        [from, from],
      ],
    ],
  },
});
const picture = (ids: readonly string[]): MapPicture => ({
  scope: 'scope',
  shapes: { type: 'FeatureCollection', features: ids.map((id, at) => square(id, at)) },
  fills: new Map(),
  hatched: new Set(),
  labels: [],
  points: { tickets: [{ id: 't', point: [7, 8], tone: 'normal', count: 1 }], stations: [], incidents: [], heat: [] },
  selected: null,
  coveredLeft: 0,
  coveredRight: 0,
});
const rolesOf = (ids: readonly string[]) =>
  shapesWithRoles(picture(ids)).features.map(({ properties }) => properties?.['role'] as string);

test('a scope with children is their frame, one without is a leaf', () => {
  expect(rolesOf(['scope', 'a', 'b'])).toEqual(['scope', 'child', 'child']);
  expect(rolesOf(['scope'])).toEqual(['leaf']);
});

test('the view holds the shapes, or the points where there are none', () => {
  expect(boundsOfPicture(picture(['scope', 'a']))).toEqual([0, 0, 2, 2]);
  expect(boundsOfPicture(picture([]))).toEqual([7, 8, 7, 8]);
});

test('a label knows how much of the width its region takes, and all of it where there are no shapes', () => {
  const labels = ['a', 'b'].map((id) => ({ id, point: [0, 0] as const, name: id, value: '1' }));
  const sharesOf = (ids: readonly string[]) =>
    labelFeatures({ ...picture(ids), labels }).features.map(({ properties }) => properties?.['share'] as number);
  expect(sharesOf(['scope', 'c', 'a', 'b'])).toEqual([0.25, 0.25]);
  expect(sharesOf([])).toEqual([1, 1]);
});
