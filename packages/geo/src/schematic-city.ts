import type { Region, RegionId } from '@citybrain/domain';
import { apportion } from './apportion.ts';
import { bendMap } from './bend-map.ts';
import type { CityFacts } from './city-facts.ts';
import { divideFace, type DivisionStyle } from './face-division.ts';
import { LocalPlane } from './local-plane.ts';
import type { PlanarMap } from './planar-map.ts';
import { describeCity } from './schematic-regions.ts';
import { seededRandom } from './seeded-random.ts';
import type { MultiPolygonCoordinates } from './shapes.ts';
import { SHIBEI_FACTS } from './shibei-facts.ts';
import { layOutStreets } from './street-cells.ts';

/** Regions from district to grid, parents first, and one WGS84 shape per region. */
export interface RegionGeometry {
  readonly regions: Region[];
  readonly shapes: Map<RegionId, MultiPolygonCoordinates>;
}

/** A part's weight lies within 1 ± this, for quarters differ in size. */
const SIZE_SPREAD = 0.3;
const MINIMUM_GRIDS = 2;
const SMALLEST_DISTANCE_METRES = 100;
const ROAD_WOBBLE_RADIANS = 0.1;
const SNAP_METRES = 30;
const LARGEST_BEND_METRES = 90;
/** Of the distance between the two nearest centroids, so that no border bends across one. */
const BEND_SHARE = 0.12;

/**
 * Draws a district from facts: not its true borders, but its true streets in
 * their true places, each around its true centroid and of about its true area.
 * Streets part into communities and these into grids without overlap or gap;
 * neighbours share their vertices exactly. Equal facts and seed give equal bytes.
 * Throws RangeError for facts that no map fits: centroids less than 100 m
 * apart, or fewer than two grids per community.
 */
export function buildSchematicCity(facts: CityFacts, seed: number): RegionGeometry {
  const random = seededRandom(seed);
  const plane = new LocalPlane(facts.streets.map(({ centroid }) => centroid));
  const seats = facts.streets.map(({ centroid, areaKm2 }) => {
    const [x, y] = plane.toMetres(centroid);
    return { x, y, areaSquareMetres: areaKm2 * 1e6 };
  });
  const nearest = smallestDistance(seats);
  if (nearest < SMALLEST_DISTANCE_METRES) throw new RangeError(`two streets have their centroids ${nearest} m apart`);
  const map = layOutStreets(seats, random);
  const faces = countGrids(facts, random).map((counts, street) => divideStreet(map, street, counts, random));
  bendMap(map, Math.min(LARGEST_BEND_METRES, BEND_SHARE * nearest), random);
  return describeCity(facts, faces, map, plane);
}

/** The default geography of the product. */
export const buildSchematicShibei = (seed = 370203): RegionGeometry => buildSchematicCity(SHIBEI_FACTS, seed);

/** Grids per street and community: by area, as far as the facts leave it open. */
function countGrids({ streets, gridTotal }: CityFacts, random: () => number): number[][] {
  const known = streets.reduce((sum, { gridCount }) => sum + (gridCount ?? 0), 0);
  const perStreet = apportion(
    gridTotal - known,
    streets.map(({ areaKm2, gridCount }) => (gridCount === null ? areaKm2 : 0)),
    streets.map(({ communities, gridCount }) => (gridCount === null ? MINIMUM_GRIDS * communities.length : 0)),
  );
  return streets.map(({ communities, gridCount }, at) =>
    apportion(
      gridCount ?? (perStreet[at] as number),
      communities.map(() => vary(random)),
      communities.map(() => MINIMUM_GRIDS),
    ),
  );
}

/** The faces of a street's grids, by community. */
function divideStreet(map: PlanarMap, street: number, gridCounts: readonly number[], random: () => number): number[][] {
  const bearing = (random() * Math.PI) / 2;
  const style: DivisionStyle = { bearing, wobble: ROAD_WOBBLE_RADIANS, snapMetres: SNAP_METRES, random };
  const communities = divideFace(map, street, gridCounts, style);
  return communities.map((face, at) => {
    const weights = Array.from({ length: gridCounts[at] as number }, () => vary(random));
    return divideFace(map, face, weights, style);
  });
}

function smallestDistance(seats: readonly { readonly x: number; readonly y: number }[]): number {
  const toOthers = seats.flatMap((a, at) => seats.slice(at + 1).map((b) => Math.hypot(a.x - b.x, a.y - b.y)));
  return Math.min(Infinity, ...toOthers);
}

const vary = (random: () => number): number => 1 + SIZE_SPREAD * (2 * random() - 1);
