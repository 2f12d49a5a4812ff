export type { CityFacts, StreetFacts } from './city-facts.ts';
export { DATUMS, fromWgs84, toWgs84, type Datum } from './datum.ts';
export { RegionLocator } from './region-locator.ts';
export { buildSchematicCity, buildSchematicShibei, type RegionGeometry } from './schematic-city.ts';
export {
  areaSquareMetres,
  boundingBox,
  distanceMetres,
  labelPointOf,
  type MultiPolygonCoordinates,
  type Position,
} from './shapes.ts';
export { SHIBEI_FACTS, SHIBEI_NEIGHBOURS } from './shibei-facts.ts';
export { StreetGazetteer, type AddressMatch } from './street-gazetteer.ts';
export { BOUNDARY_PRESETS, type BoundaryPreset, type BoundaryPresetName } from './boundary-import/boundary-preset.ts';
export {
  BOUNDARY_PROBLEM_CODES,
  type BoundaryProblem,
  type BoundaryProblemCode,
} from './boundary-import/boundary-problem.ts';
export { centroidsOf, findDatumProblem, type KnownPlaces } from './boundary-import/find-datum-problem.ts';
export { readBoundaries, type BoundaryOptions, type BoundaryReading } from './boundary-import/read-boundaries.ts';
