import type {
  ExpressionSpecification,
  GeoJSONSourceSpecification,
  LayerSpecification,
  StyleSpecification,
} from 'maplibre-gl';
import type { Theme } from '../ui/colours.ts';

const empty: GeoJSONSourceSpecification = {
  type: 'geojson',
  data: { type: 'FeatureCollection', features: [] },
  promoteId: 'id',
};
/** Without a glyphs URL the engine draws text with the page's own fonts, by this family name. */
export const MAP_FONT = 'Noto Sans SC Variable';

type Value = ExpressionSpecification | number;

/** What the layers are drawn with: sizes in units of the wall, and how they grow as one comes nearer. */
interface Pen {
  readonly colours: Theme['colours'];
  readonly px: (units: number) => number;
  readonly byDistance: (district: Value, street: Value, grid: Value) => ExpressionSpecification;
}

/** The zoom at which a street fills a wall of 1920 × 1080. */
const STREET_ZOOM = 14;
/** A wall twice as large shows the same ground one zoom level deeper. */
export const streetZoom = (unit: number): number => STREET_ZOOM + Math.log2(unit);

const penFor = (unit: number, { colours }: Theme): Pen => {
  const street = streetZoom(unit);
  return {
    colours,
    px: (units) => units * unit,
    // prettier-ignore
    byDistance: (district, atStreet, grid) => [
      'interpolate', ['linear'], ['zoom'], street - 2, district, street, atStreet, street + 3, grid,
    ],
  };
};

/** The map's own style: no tiles, no sprites, no glyphs, nothing to fetch. Widths are in units of the wall. */
export function mapStyle(unit: number, theme: Theme): StyleSpecification {
  const pen = penFor(unit, theme);
  return {
    version: 8,
    sources: {
      regions: { ...empty, tolerance: 0.1 },
      labels: empty,
      stations: empty,
      tickets: empty,
      incidents: empty,
      heat: empty,
      selection: empty,
    },
    layers: [...regionLayers(pen), heatLayer(pen, theme), ...pointLayers(pen), ...labelLayers(pen)],
  };
}

/** The picture of {@link drawHatch}. */
export const HATCH = 'hatch';

/** Areas and their edges. */
const regionLayers = ({ px, colours }: Pen): LayerSpecification[] => [
  {
    id: 'region-fill',
    type: 'fill',
    source: 'regions',
    filter: ['==', ['get', 'role'], 'child'],
    paint: { 'fill-color': ['to-color', ['feature-state', 'fill'], colours.noValue], 'fill-antialias': true },
  },
  {
    id: 'region-hatch',
    type: 'fill',
    source: 'regions',
    filter: ['==', ['get', 'role'], 'child'],
    paint: {
      'fill-pattern': HATCH,
      'fill-opacity': ['case', ['boolean', ['feature-state', 'isHatched'], false], 0.75, 0],
    },
  },
  {
    id: 'leaf-fill',
    type: 'fill',
    source: 'regions',
    filter: ['==', ['get', 'role'], 'leaf'],
    paint: { 'fill-color': colours.raised },
  },
  {
    id: 'region-line',
    type: 'line',
    source: 'regions',
    filter: ['==', ['get', 'role'], 'child'],
    paint: { 'line-color': colours.border, 'line-width': px(1.5) },
  },
  {
    id: 'scope-line',
    type: 'line',
    source: 'regions',
    filter: ['!=', ['get', 'role'], 'child'],
    layout: { 'line-join': 'round' },
    paint: { 'line-color': colours.mark, 'line-width': px(2) },
  },
  {
    id: 'hover-line',
    type: 'line',
    source: 'regions',
    filter: ['==', ['get', 'role'], 'child'],
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': colours.textStrong,
      'line-width': px(2.5),
      'line-opacity': ['case', ['boolean', ['feature-state', 'isHovered'], false], 1, 0],
    },
  },
];

/** The area of a dot grows with what it stands for, up to sixteen times. */
const forMany = (radius: Value): ExpressionSpecification => ['*', radius, ['min', 4, ['sqrt', ['get', 'count']]]];

/** Stations below tickets below incidents. */
const pointLayers = ({ px, byDistance, colours }: Pen): LayerSpecification[] => [
  {
    id: 'stations',
    type: 'circle',
    source: 'stations',
    layout: { 'circle-sort-key': ['match', ['get', 'tone'], 'wrong', 1, 0] },
    paint: {
      'circle-radius': byDistance(
        ['match', ['get', 'tone'], 'wrong', px(4), px(1.5)],
        ['match', ['get', 'tone'], 'wrong', px(6), px(4)],
        px(7),
      ),
      'circle-color': ['match', ['get', 'tone'], 'wrong', colours.caution, colours.canvas],
      'circle-stroke-width': byDistance(['match', ['get', 'tone'], 'wrong', px(1.25), px(0.75)], px(1.5), [
        'match',
        ['get', 'tone'],
        'wrong',
        px(1.5),
        px(2),
      ]),
      'circle-stroke-color': ['match', ['get', 'tone'], 'wrong', colours.canvas, colours.accent],
      'circle-stroke-opacity': byDistance(['match', ['get', 'tone'], 'wrong', 1, 0.5], 1, 1),
    },
  },
  {
    id: 'tickets',
    type: 'circle',
    source: 'tickets',
    layout: { 'circle-sort-key': ['match', ['get', 'tone'], 'wrong', 2, 'normal', 1, 0] },
    paint: {
      'circle-radius': byDistance(
        forMany(['match', ['get', 'tone'], 'wrong', px(2.75), px(1.2)]),
        forMany(['match', ['get', 'tone'], 'wrong', px(6), px(4)]),
        forMany(['match', ['get', 'tone'], 'wrong', px(9), px(7)]),
      ),
      'circle-color': ['match', ['get', 'tone'], 'wrong', colours.alarm, 'normal', colours.markStrong, colours.mark],
      'circle-opacity': byDistance(['match', ['get', 'tone'], 'wrong', 1, 0.5], 0.9, 1),
      'circle-stroke-width': byDistance(['match', ['get', 'tone'], 'wrong', px(0.75), 0], px(1.25), px(1.5)),
      'circle-stroke-color': colours.canvas,
    },
  },
  {
    id: 'selection',
    type: 'circle',
    source: 'selection',
    paint: {
      'circle-radius': px(13),
      'circle-opacity': 0,
      'circle-color': colours.textStrong,
      'circle-stroke-width': px(3),
      'circle-stroke-color': colours.textStrong,
    },
  },
  {
    id: 'incidents',
    type: 'circle',
    source: 'incidents',
    paint: {
      'circle-radius': px(10),
      'circle-color': ['match', ['get', 'tone'], 'wrong', colours.alarm, colours.canvas],
      'circle-opacity': ['match', ['get', 'tone'], 'wrong', 0.9, 0.35],
      'circle-stroke-width': px(3),
      'circle-stroke-color': ['match', ['get', 'tone'], 'wrong', colours.textStrong, colours.accent],
    },
  },
];

/** Where what is late, or about to be, stands close together. `count` is the weight of a point. */
const heatLayer = ({ px, byDistance }: Pen, { heat }: Theme): LayerSpecification => ({
  id: 'heat',
  type: 'heatmap',
  source: 'heat',
  paint: {
    'heatmap-weight': ['get', 'count'],
    'heatmap-radius': byDistance(px(22), px(44), px(80)),
    'heatmap-intensity': byDistance(0.7, 0.9, 1.2),
    'heatmap-opacity': 0.85,
    // prettier-ignore
    'heatmap-color': [
      'interpolate', ['linear'], ['heatmap-density'],
      0, `${heat[1]}00`, 0.15, heat[1], 0.4, heat[2], 0.7, heat[3], 1, heat[4],
    ],
  },
});

/** A region that takes less of the whole width gets a small label. */
const NARROW = 1 / 6;

/** Names with their values. */
const labelLayers = ({ px, colours }: Pen): LayerSpecification[] => [
  {
    id: 'labels',
    type: 'symbol',
    source: 'labels',
    layout: {
      'text-field': ['format', ['get', 'name'], {}, '\n', {}, ['get', 'value'], { 'font-scale': 1.25 }],
      'text-font': [MAP_FONT],
      'text-size': ['step', ['get', 'share'], px(12.5), NARROW, px(16)],
      'text-line-height': 1.15,
      'text-max-width': 9,
      'text-padding': 0,
      // Where no side is free a label overlaps: a region without its value would be a hole in the picture.
      'text-overlap': 'always',
      'text-variable-anchor': ['center', 'bottom', 'top', 'left', 'right'],
      'text-radial-offset': 0.4,
      'text-justify': 'center',
      // The narrowest choose first: the wide have more room to move.
      'symbol-sort-key': ['get', 'share'],
    },
    paint: {
      'text-color': colours.textStrong,
      'text-halo-color': colours.canvas,
      'text-halo-width': px(1.6),
    },
  },
];
