/** What a screen has to know of the map's choices. */
export { MAP_MEASURES, type MapMeasure } from './map-measures.ts';
export { DEFAULT_LAYERS, POINT_LAYERS, type PointLayer } from '../../maps/map-picture.ts';
