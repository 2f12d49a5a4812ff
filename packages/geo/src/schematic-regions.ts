import { regionId, type Region, type RegionId, type RegionLevel } from '@citybrain/domain';
import type { CityFacts } from './city-facts.ts';
import type { LocalPlane } from './local-plane.ts';
import { outlineOf, type PlanarMap } from './planar-map.ts';
import { boundingBox, labelPointOf, signedRingArea, type MultiPolygonCoordinates, type Position } from './shapes.ts';

interface Naming {
  readonly code: string;
  readonly name: string;
  readonly level: RegionLevel;
}

/**
 * Names the faces of a map after the facts.
 * @param gridFaces the grids' faces by street and community, in the order of the facts
 */
export function describeCity(
  facts: CityFacts,
  gridFaces: readonly (readonly number[][])[],
  map: PlanarMap,
  plane: LocalPlane,
): { regions: Region[]; shapes: Map<RegionId, MultiPolygonCoordinates> } {
  const regions: Region[] = [];
  const shapes = new Map<RegionId, MultiPolygonCoordinates>();
  const vertices = map.x.map((x, at) => plane.toDegrees(x, map.y[at] as number));
  const add = (
    naming: Naming,
    parentId: RegionId | null,
    faces: readonly number[],
    label?: Readonly<Position>,
  ): RegionId => {
    const shape = shapeOf(
      faces.map((face) => map.faces[face] as number[]),
      vertices,
    );
    const id = regionId(facts.codeSystem, naming.code);
    const labelPoint = label ?? labelPointOf(shape);
    regions.push({ id, codeSystem: facts.codeSystem, ...naming, parentId, validFrom: null, validTo: null, labelPoint });
    shapes.set(id, shape);
    return id;
  };

  const district = add({ ...facts.district, level: 'district' }, null, gridFaces.flat(2));
  facts.streets.forEach(({ code, name, centroid, communities }, streetAt) => {
    const ofStreet = gridFaces[streetAt] as readonly number[][];
    const street = add({ code, name, level: 'street' }, district, ofStreet.flat(), centroid);
    communities.forEach((community, at) => {
      const faces = ofStreet[at] as number[];
      const id = add({ code: community.code, name: community.name, level: 'community' }, street, faces);
      inReadingOrder(faces, map).forEach((face, index) => {
        const sequence = index + 1;
        const gridCode = `${community.code}${String(sequence).padStart(3, '0')}`;
        add({ code: gridCode, name: `第${sequence}网格`, level: 'grid' }, id, [face]);
      });
    });
  });
  return { regions, shapes };
}

function shapeOf(faces: readonly (readonly number[])[], vertices: readonly Position[]): MultiPolygonCoordinates {
  const rings = outlineOf(faces).map((ring) => [...ring, ring[0] as number].map((at) => vertices[at] as Position));
  const outers = rings.filter((ring) => signedRingArea(ring) > 0);
  const holes = rings.filter((ring) => signedRingArea(ring) <= 0);
  const polygons = outers.map((outer) => [outer]);
  for (const hole of holes) narrowestAround(polygons, hole)?.push(hole);
  return polygons;
}

/** Outer rings of one union do not nest within each other but through holes: the smallest box around the hole is its own. */
function narrowestAround(polygons: Position[][][], hole: Position[]): Position[][] | undefined {
  const [west, south, east, north] = boundingBox([[hole]]);
  const around = polygons.filter((polygon) => {
    const box = boundingBox([polygon]);
    return box[0] <= west && box[1] <= south && box[2] >= east && box[3] >= north;
  });
  const size = (polygon: Position[][]): number => Math.abs(signedRingArea(polygon[0] as Position[]));
  return around.sort((a, b) => size(a) - size(b))[0];
}

/** Rows from north to south, in each row from west to east (DOMAIN.md §2.2). */
function inReadingOrder(faces: readonly number[], map: PlanarMap): number[] {
  const middles = faces.map((face) => {
    const ring = map.faces[face] as number[];
    const mean = (values: readonly number[]): number =>
      ring.reduce((sum, vertex) => sum + (values[vertex] as number), 0) / ring.length;
    return { face, x: mean(map.x), y: mean(map.y) };
  });
  middles.sort((a, b) => b.y - a.y);
  const rowLength = Math.ceil(Math.sqrt(faces.length));
  const rows = Array.from({ length: Math.ceil(faces.length / rowLength) }, (_, row) =>
    middles.slice(row * rowLength, (row + 1) * rowLength).sort((a, b) => a.x - b.x),
  );
  return rows.flat().map(({ face }) => face);
}
