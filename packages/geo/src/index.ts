export { buildSchematicCity, buildSchematicShibei, type RegionGeometry } from './schematic-city.ts';
export type { CityFacts, StreetFacts } from './city-facts.ts';
export { SHIBEI_FACTS } from './shibei-facts.ts';
export { RegionLocator } from './region-locator.ts';
export { areaSquareMetres, boundingBox, labelPointOf, type MultiPolygonCoordinates, type Position } from './shapes.ts';
