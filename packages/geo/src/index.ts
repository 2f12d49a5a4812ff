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
