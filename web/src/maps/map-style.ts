import type { GeoJSONSourceSpecification, StyleSpecification } from 'maplibre-gl';
import { COLOURS, NO_VALUE_FILL } from '../ui/colours.ts';

const empty: GeoJSONSourceSpecification = {
  type: 'geojson',
  data: { type: 'FeatureCollection', features: [] },
  promoteId: 'id',
};
/** Without a glyphs URL the engine draws text with the page's own fonts, by this family name. */
export const MAP_FONT = 'Noto Sans SC Variable';

/** The map's own style: no tiles, no sprites, no glyphs, nothing to fetch. Widths are in units of the wall. */
export function mapStyle(unit: number): StyleSpecification {
  const px = (units: number): number => units * unit;
  return {
    version: 8,
    sources: {
      regions: { ...empty, tolerance: 0.1 },
      labels: empty,
      stations: empty,
      tickets: empty,
      incidents: empty,
    },
    layers: [
      {
        id: 'region-fill',
        type: 'fill',
        source: 'regions',
        filter: ['==', ['get', 'role'], 'child'],
        paint: { 'fill-color': ['to-color', ['feature-state', 'fill'], NO_VALUE_FILL], 'fill-antialias': true },
      },
      {
        id: 'leaf-fill',
        type: 'fill',
        source: 'regions',
        filter: ['==', ['get', 'role'], 'leaf'],
        paint: { 'fill-color': COLOURS.raised },
      },
      {
        id: 'region-line',
        type: 'line',
        source: 'regions',
        filter: ['==', ['get', 'role'], 'child'],
        paint: { 'line-color': COLOURS.canvas, 'line-width': px(1.5) },
      },
      {
        id: 'scope-line',
        type: 'line',
        source: 'regions',
        filter: ['!=', ['get', 'role'], 'child'],
        layout: { 'line-join': 'round' },
        paint: { 'line-color': COLOURS.mark, 'line-width': px(2) },
      },
      {
        id: 'hover-line',
        type: 'line',
        source: 'regions',
        filter: ['==', ['get', 'role'], 'child'],
        layout: { 'line-join': 'round' },
        paint: {
          'line-color': COLOURS.textStrong,
          'line-width': px(2.5),
          'line-opacity': ['case', ['boolean', ['feature-state', 'isHovered'], false], 1, 0],
        },
      },
      {
        id: 'stations',
        type: 'circle',
        source: 'stations',
        paint: {
          'circle-radius': px(4),
          'circle-color': ['match', ['get', 'tone'], 'wrong', COLOURS.caution, COLOURS.canvas],
          'circle-stroke-width': px(1.5),
          'circle-stroke-color': ['match', ['get', 'tone'], 'wrong', COLOURS.canvas, COLOURS.accent],
        },
      },
      {
        id: 'tickets',
        type: 'circle',
        source: 'tickets',
        layout: { 'circle-sort-key': ['match', ['get', 'tone'], 'wrong', 2, 'normal', 1, 0] },
        paint: {
          'circle-radius': [
            'interpolate',
            ['linear'],
            ['zoom'],
            11,
            ['match', ['get', 'tone'], 'wrong', px(2.6), px(1.5)],
            14,
            ['match', ['get', 'tone'], 'wrong', px(6), px(4)],
            17,
            ['match', ['get', 'tone'], 'wrong', px(9), px(7)],
          ],
          'circle-color': [
            'match',
            ['get', 'tone'],
            'wrong',
            COLOURS.alarm,
            'normal',
            COLOURS.markStrong,
            COLOURS.mark,
          ],
          'circle-opacity': ['match', ['get', 'tone'], 'wrong', 1, 0.7],
          'circle-stroke-width': ['match', ['get', 'tone'], 'wrong', px(1.25), px(0.75)],
          'circle-stroke-color': COLOURS.canvas,
          'circle-stroke-opacity': 0.8,
        },
      },
      {
        id: 'selected-ticket',
        type: 'circle',
        source: 'tickets',
        filter: ['==', ['get', 'id'], ''],
        paint: {
          'circle-radius': px(13),
          'circle-opacity': 0,
          'circle-color': COLOURS.textStrong,
          'circle-stroke-width': px(3),
          'circle-stroke-color': COLOURS.textStrong,
        },
      },
      {
        id: 'incidents',
        type: 'circle',
        source: 'incidents',
        paint: {
          'circle-radius': px(10),
          'circle-color': ['match', ['get', 'tone'], 'wrong', COLOURS.alarm, COLOURS.canvas],
          'circle-opacity': 0.9,
          'circle-stroke-width': px(3),
          'circle-stroke-color': ['match', ['get', 'tone'], 'wrong', COLOURS.textStrong, COLOURS.accent],
        },
      },
      {
        id: 'labels',
        type: 'symbol',
        source: 'labels',
        layout: {
          'text-field': ['format', ['get', 'name'], {}, '\n', {}, ['get', 'value'], { 'font-scale': 1.25 }],
          'text-font': [MAP_FONT],
          'text-size': px(16),
          'text-line-height': 1.25,
          'text-max-width': 9,
          'text-padding': px(3),
          'symbol-sort-key': ['-', 0, ['get', 'weight']],
        },
        paint: {
          'text-color': COLOURS.textStrong,
          'text-halo-color': COLOURS.canvas,
          'text-halo-width': px(1.6),
        },
      },
    ],
  };
}
