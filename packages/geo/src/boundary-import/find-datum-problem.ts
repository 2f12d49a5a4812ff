import type { RegionId } from '@citybrain/domain';
import { DATUMS, fromWgs84, toWgs84, type Datum } from '../datum.ts';
import { distanceMetres, type MultiPolygonCoordinates, type Position } from '../shapes.ts';
import type { BoundaryProblem } from './boundary-problem.ts';
import { centroidOf } from './centroid-of.ts';
import type { BoundaryReading } from './read-boundaries.ts';

/** Where regions are known to lie: centroids, WGS84. */
export interface KnownPlaces {
  readonly byId: ReadonlyMap<RegionId, Readonly<Position>>;
  /** For regions that have another code, or none, in the file. */
  readonly byName: ReadonlyMap<string, Readonly<Position>>;
}

/** GCJ-02 read as WGS84 shifts by 300 m to 700 m; a boundary newly drawn moves few centroids by as much. */
const MAX_SHIFT_METRES = 200;

/** One outline may differ for other reasons: that of a district with or without its harbour by 300 m. */
const MIN_KNOWN = 3;

/**
 * The problem that a file was read in a wrong datum: half of its regions that are
 * known lie more than 200 m from their places. Null when they do not, or when
 * too few are known to tell.
 * @param datum the one that the file was read in
 */
export function findDatumProblem(reading: BoundaryReading, datum: Datum, known: KnownPlaces): BoundaryProblem | null {
  const pairs = pairsOf(reading, known);
  if (pairs.length < MIN_KNOWN) return null;
  const shifts = DATUMS.map((candidate) => ({ candidate, metres: medianShift(pairs, datum, candidate) }));
  const shift = shifts.find(({ candidate }) => candidate === datum)?.metres ?? 0;
  if (shift <= MAX_SHIFT_METRES) return null;
  const [best] = shifts.toSorted((a, b) => a.metres - b.metres);
  const fits = best && best.metres <= MAX_SHIFT_METRES ? best : null;
  const advice = fits
    ? `${fits.candidate} fits best, to ${Math.round(fits.metres)} m; name it.`
    : `no datum fits; is it the right file?`;
  const found = `Read as ${datum}, half of the ${pairs.length} regions of known place lie more than ${Math.round(shift)} m off`;
  return { code: 'wrong-datum', featureIndex: null, featureName: null, message: `${found}: ${advice}` };
}

/** Beyond what any datum shifts, a region of the same name is another one. */
const NAMESAKE_METRES = 5_000;

interface Pair {
  readonly read: Position;
  readonly known: Readonly<Position>;
}

function pairsOf({ regions, shapes }: BoundaryReading, { byId, byName }: KnownPlaces): Pair[] {
  return regions.flatMap(({ id, name }) => {
    const read = centroidOf(shapes.get(id) ?? []);
    if (!read) return [];
    const [known, namesake] = [byId.get(id), byName.get(name)];
    if (known) return [{ read, known }];
    return namesake && distanceMetres(read, [...namesake]) < NAMESAKE_METRES ? [{ read, known: namesake }] : [];
  });
}

/** How far the regions would lie off, had the file been read in `candidate` and not in `datum`. */
function medianShift(pairs: readonly Pair[], datum: Datum, candidate: Datum): number {
  const shifts = pairs.map(({ read, known }) => {
    const raw = fromWgs84(read[0], read[1], datum);
    return distanceMetres(toWgs84(raw[0], raw[1], candidate), [...known]);
  });
  return shifts.sort((a, b) => a - b)[shifts.length >> 1] ?? 0;
}

/** Centroids of the regions that have a shape. */
export function centroidsOf(shapes: ReadonlyMap<RegionId, MultiPolygonCoordinates>): Map<RegionId, Position> {
  const centroids = new Map<RegionId, Position>();
  for (const [id, shape] of shapes) {
    const centroid = centroidOf(shape);
    if (centroid) centroids.set(id, centroid);
  }
  return centroids;
}
