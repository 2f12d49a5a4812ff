import type { RegionId, RegionTree } from '@citybrain/domain';
import Flatbush from 'flatbush';
import { orient2d } from 'robust-predicates';
import { boundingBox, type MultiPolygonCoordinates, type Position } from './shapes.ts';

interface Part {
  readonly regionId: RegionId;
  readonly depth: number;
  readonly treeIndex: number;
  readonly polygon: Position[][];
}

/**
 * Answers which region a point lies in. A point on a border that regions share
 * vertex by vertex lies in exactly one of them: the one just east of it (north,
 * on a level border). The arithmetic is exact, so no point falls between.
 */
export class RegionLocator {
  /** Deepest regions first, then in tree order: the first part that holds a point is the answer. */
  readonly #parts: readonly Part[];
  readonly #index: Flatbush | null;
  /** Per part the range of its rings in `#ringEnds`, per ring the end of its positions in `#coordinates`. */
  readonly #partEnds: Int32Array;
  readonly #ringEnds: Int32Array;
  readonly #coordinates: Float64Array;
  readonly #candidates: Int32Array;
  #candidateCount = 0;

  /** @param shapes WGS84; regions of the tree without a shape are never found */
  constructor(tree: RegionTree, shapes: ReadonlyMap<RegionId, MultiPolygonCoordinates>) {
    this.#parts = partsOf(tree, shapes);
    const rings = this.#parts.flatMap(({ polygon }) => polygon);
    this.#partEnds = runningTotals(this.#parts.map(({ polygon }) => polygon.length));
    this.#ringEnds = runningTotals(rings.map((ring) => 2 * ring.length));
    this.#coordinates = new Float64Array(this.#ringEnds.at(-1) ?? 0);
    rings.forEach((ring, at) => this.#coordinates.set(ring.flat(), this.#ringEnds[at - 1] ?? 0));
    this.#candidates = new Int32Array(this.#parts.length);
    this.#index = indexParts(this.#parts);
  }

  /** The deepest region that contains the point; null when none does or the point is not finite. */
  locate(lon: number, lat: number): RegionId | null {
    if (!this.#index || !Number.isFinite(lon) || !Number.isFinite(lat)) return null;
    this.#candidateCount = 0;
    this.#index.search(lon, lat, lon, lat, this.#noteCandidate);
    for (let at = 0; at < this.#candidateCount; at++) {
      const part = this.#candidates[at] as number;
      if (this.#contains(part, lon, lat)) return (this.#parts[part] as Part).regionId;
    }
    return null;
  }

  /** Keeps candidates in ascending order; never a result, so that the search allocates none. */
  readonly #noteCandidate = (part: number): boolean => {
    let at = this.#candidateCount++;
    for (; at > 0 && (this.#candidates[at - 1] as number) > part; at--) {
      this.#candidates[at] = this.#candidates[at - 1] as number;
    }
    this.#candidates[at] = part;
    return false;
  };

  /** Even-odd rule over all rings of a part. */
  #contains(part: number, lon: number, lat: number): boolean {
    const at = this.#coordinates;
    let inside = false;
    for (let ring = this.#partEnds[part - 1] ?? 0; ring < (this.#partEnds[part] as number); ring++) {
      const start = this.#ringEnds[ring - 1] ?? 0;
      const end = this.#ringEnds[ring] as number;
      for (let next = start + 2; next < end; next += 2) {
        if (
          isLeftOfEdge(
            lon,
            lat,
            at[next - 2] as number,
            at[next - 1] as number,
            at[next] as number,
            at[next + 1] as number,
          )
        ) {
          inside = !inside;
        }
      }
    }
    return inside;
  }
}

/** True when the ray from the point to the east crosses the edge; the lower end of an edge belongs to it, the upper does not. */
function isLeftOfEdge(x: number, y: number, ax: number, ay: number, bx: number, by: number): boolean {
  if (ay > y === by > y) return false;
  if (x < ax && x < bx) return true;
  if (x >= ax && x >= bx) return false;
  return ay < by ? orient2d(ax, ay, bx, by, x, y) < 0 : orient2d(bx, by, ax, ay, x, y) < 0;
}

function partsOf(tree: RegionTree, shapes: ReadonlyMap<RegionId, MultiPolygonCoordinates>): Part[] {
  const parts = tree.regions.flatMap(({ id }, treeIndex) => {
    const depth = tree.pathUp(treeIndex).length;
    return (shapes.get(id) ?? []).map((polygon) => ({ regionId: id, depth, treeIndex, polygon }));
  });
  return parts.sort((a, b) => b.depth - a.depth || a.treeIndex - b.treeIndex);
}

function indexParts(parts: readonly Part[]): Flatbush | null {
  if (parts.length === 0) return null;
  const index = new Flatbush(parts.length);
  for (const { polygon } of parts) index.add(...boundingBox([polygon]));
  index.finish();
  return index;
}

function runningTotals(lengths: readonly number[]): Int32Array {
  let total = 0;
  return Int32Array.from(lengths, (length) => (total += length));
}
