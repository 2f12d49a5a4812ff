import { union } from 'polyclip-ts';
import { toWgs84, type Datum } from '../datum.ts';
import { planarArea, roundDegrees, signedRingArea, type MultiPolygonCoordinates, type Position } from '../shapes.ts';
import type { BoundaryReport } from './boundary-problem.ts';
import type { ParsedFeature } from './parse-features.ts';
import { findContacts } from './ring-contacts.ts';

/** Parts whose areas differ by less than this share are taken to be equal. */
const AREA_PRECISION = 1e-6;

/** Square degrees, about ten square centimetres. */
const SMALLEST_AREA = 1e-14;

/**
 * The feature's shape in WGS84, rounded to 7 decimals, rings turned as in
 * {@link MultiPolygonCoordinates}; null, with the reasons reported, when it
 * does not enclose an area without contradiction.
 */
export function checkShape(
  feature: ParsedFeature,
  datum: Datum,
  report: BoundaryReport,
): MultiPolygonCoordinates | null {
  const before = report.problems.length;
  const shape = feature.polygons.map((polygon) => {
    if (Array.isArray(polygon) && polygon.length > 0) {
      return polygon.map((ring: unknown, at) => turnRing(readRing(ring, feature, datum, report), at > 0));
    }
    report.refuse('bad-geometry', feature, 'A polygon is not an array of rings; export the feature again.');
    return [];
  });
  if (report.problems.length === before) checkRings(feature, shape, report);
  return report.problems.length === before ? shape : null;
}

function readRing(ring: unknown, feature: ParsedFeature, datum: Datum, report: BoundaryReport): Position[] {
  if (!Array.isArray(ring)) {
    report.refuse('bad-geometry', feature, 'A ring is not an array of positions; export the feature again.');
    return [];
  }
  const odd = ring.findIndex((position) => !isPosition(position));
  if (odd >= 0) {
    const message = `Position ${odd} of a ring, ${show(ring[odd])}, is no [longitude, latitude] in degrees; are they swapped, or in metres?`;
    report.refuse('bad-position', feature, message);
    return [];
  }
  const positions = (ring as Position[])
    .map(([lon, lat]) => toWgs84(lon, lat, datum).map(roundDegrees) as Position)
    .filter((position, at, all) => at === 0 || !isSame(position, all[at - 1] as Position));
  checkClosed(ring as Position[], positions, feature, report);
  return positions;
}

function checkClosed(given: Position[], ring: Position[], feature: ParsedFeature, report: BoundaryReport): void {
  const [first, last] = [given[0], given.at(-1)];
  if (given.length < 4 || (first && last && isSame(first, last) && ring.length < 4)) {
    report.refuse('ring-too-short', feature, `A ring has ${given.length} positions; it needs 4, of which 3 differ.`);
  } else if (first && last && !isSame(first, last)) {
    const message = `A ring starts at ${first.join(', ')} and ends at ${last.join(', ')}; its ends must be equal.`;
    report.refuse('ring-not-closed', feature, message);
  }
}

function checkRings(feature: ParsedFeature, shape: MultiPolygonCoordinates, report: BoundaryReport): void {
  const { crossing, touches } = findContacts(shape.flat());
  if (crossing) {
    const message = `The border crosses itself near ${crossing.join(', ')}; redraw it there.`;
    report.refuse('ring-crosses-itself', feature, message);
    return;
  }
  if (shape.flat().some((ring) => Math.abs(signedRingArea(ring)) < SMALLEST_AREA)) {
    report.refuse('no-area', feature, 'A ring encloses no area: its positions lie on a line. Redraw or remove it.');
    return;
  }
  if (!touches && shape.length === 1 && shape[0]?.length === 1) return;
  const enclosed = planarArea(union(shape));
  if (enclosed < SMALLEST_AREA) {
    report.refuse('no-area', feature, 'The holes leave no area of the feature; remove them.');
    return;
  }
  if (Math.abs(planarArea(shape) - enclosed) > AREA_PRECISION * enclosed) {
    const message =
      'Parts of the feature overlap, a hole lies outside, or the border runs twice over itself; redraw it.';
    report.refuse('rings-contradict', feature, message);
  }
}

const turnRing = (ring: Position[], isHole: boolean): Position[] =>
  signedRingArea(ring) > 0 === isHole ? ring.reverse() : ring;

const isSame = (a: Position, b: Position): boolean => a[0] === b[0] && a[1] === b[1];

const show = (value: unknown): string =>
  Array.isArray(value)
    ? `[${value
        .slice(0, 4)
        .map((part) => (typeof part === 'object' ? '…' : String(part).slice(0, 20)))
        .join(', ')}]`
    : typeof value;

const isPosition = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length >= 2 &&
  value.every((part) => typeof part === 'number' && Number.isFinite(part)) &&
  Math.abs(value[0] as number) <= 180 &&
  Math.abs(value[1] as number) <= 90;
