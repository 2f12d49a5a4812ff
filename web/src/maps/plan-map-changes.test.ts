import { describe, expect, test } from 'vitest';
import type { MapPicture, MapPoint } from './map-picture.ts';
import { planMapChanges } from './plan-map-changes.ts';

const point = (id: string, tone: MapPoint['tone'] = 'normal', lon = 120): MapPoint => ({
  id,
  point: [lon, 36],
  tone,
  count: 1,
});
const picture = (change: Partial<MapPicture> = {}): MapPicture => ({
  scope: 'district',
  shapes: SHAPES,
  fills: new Map([['street', '#111111']]),
  hatched: new Set(),
  labels: LABELS,
  points: { tickets: TICKETS, stations: [], incidents: [], heat: [] },
  selected: null,
  coveredLeft: 0,
  coveredRight: 0,
  ...change,
});
const SHAPES: MapPicture['shapes'] = { type: 'FeatureCollection', features: [] };
const LABELS: MapPicture['labels'] = [{ id: 'street', point: [120, 36], name: '辽宁路', value: '1' }];
const TICKETS = [point('a'), point('b')];

describe('what changes on the map', () => {
  test('an equal picture changes nothing', () => {
    expect(planMapChanges(picture(), picture({ labels: LABELS.map((label) => ({ ...label })) }))).toEqual({
      camera: false,
      shapes: false,
      fills: new Map(),
      hatched: new Map(),
      labels: false,
      selection: false,
      points: {},
    });
  });

  test('an empty map takes everything', () => {
    const changes = planMapChanges(null, picture());
    expect(changes).toMatchObject({ camera: true, shapes: true, labels: true });
    expect(changes.fills).toEqual(new Map([['street', '#111111']]));
    expect(changes.points.tickets?.put).toHaveLength(2);
  });

  test('only points that came, moved or changed their tone are put, and those gone are named', () => {
    const tickets = [point('b', 'wrong'), point('c')];
    const changes = planMapChanges(picture(), picture({ points: { tickets, stations: [], incidents: [], heat: [] } }));
    expect(changes.points).toEqual({ tickets: { put: tickets, gone: ['a'] } });
  });

  test('a region that lost its value loses its colour', () => {
    expect(planMapChanges(picture(), picture({ fills: new Map() })).fills).toEqual(new Map([['street', null]]));
  });

  test('new shapes are coloured again, for they have forgotten', () => {
    const shapes: MapPicture['shapes'] = { type: 'FeatureCollection', features: [] };
    const changes = planMapChanges(picture(), picture({ shapes }));
    expect(changes.fills.get('street')).toBe('#111111');
    expect(changes.camera).toBe(true);
  });

  test('a changed value draws the labels anew', () => {
    const labels = LABELS.map((label) => ({ ...label, value: '2' }));
    expect(planMapChanges(picture(), picture({ labels })).labels).toBe(true);
  });

  test('a selection is no reason to look elsewhere', () => {
    expect(planMapChanges(picture(), picture({ selected: [120, 36] }))).toMatchObject({
      camera: false,
      selection: true,
    });
  });

  test('what is hatched is told once, and again for new shapes', () => {
    const before = picture({ hatched: new Set(['street']) });
    expect(planMapChanges(picture(), before).hatched).toEqual(new Map([['street', true]]));
    expect(planMapChanges(before, picture({ shapes: before.shapes })).hatched).toEqual(new Map([['street', false]]));
    expect(planMapChanges(before, { ...before, shapes: null }).hatched).toEqual(new Map([['street', true]]));
  });
});
