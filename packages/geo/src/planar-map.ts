/** A place on the border of a face: `edge` steps after its first vertex, `along` in [0, 1) towards the next. */
export interface BorderPlace {
  readonly edge: number;
  readonly along: number;
}

/**
 * Faces over shared vertices: neighbours name the same vertex ids along their
 * common border, so whatever moves the vertices, faces neither overlap nor gape.
 * Coordinates are metres; faces run counter-clockwise.
 */
export class PlanarMap {
  readonly x: number[] = [];
  readonly y: number[] = [];
  readonly faces: number[][] = [];
  readonly #faceOfEdge = new Map<number, number>();

  addVertex(x: number, y: number): number {
    this.y.push(y);
    return this.x.push(x) - 1;
  }

  addFace(ring: number[]): number {
    const face = this.faces.push(ring) - 1;
    this.#claimEdges(face);
    return face;
  }

  /** Cuts `face` in two along the chord between two places on its border; what lies right of `from → to` becomes the new face. */
  splitFace(face: number, from: BorderPlace, to: BorderPlace): number {
    // The later edge first: a new vertex moves all that follow it.
    const late = from.edge > to.edge;
    const second = this.#vertexAt(face, late ? from : to);
    const first = this.#vertexAt(face, late ? to : from);
    const [start, end] = late ? [second, first] : [first, second];
    const ring = this.faces[face] as number[];
    const [startAt, endAt] = [ring.indexOf(start), ring.indexOf(end)];
    this.faces[face] = walk(ring, endAt, startAt);
    this.#claimEdges(face);
    return this.addFace(walk(ring, startAt, endAt));
  }

  #vertexAt(face: number, place: BorderPlace): number {
    if (place.along === 0) return (this.faces[face] as number[])[place.edge] as number;
    return this.#splitEdge(face, place);
  }

  /** Adds a vertex to both faces that have the edge. */
  #splitEdge(face: number, { edge, along }: BorderPlace): number {
    const ring = this.faces[face] as number[];
    const a = ring[edge] as number;
    const b = ring[(edge + 1) % ring.length] as number;
    const blend = (values: readonly number[]): number =>
      (values[a] as number) + ((values[b] as number) - (values[a] as number)) * along;
    const vertex = this.addVertex(blend(this.x), blend(this.y));
    const neighbour = this.#faceOfEdge.get(edgeKey(b, a));
    this.#insert(face, a, vertex);
    if (neighbour !== undefined) this.#insert(neighbour, b, vertex);
    return vertex;
  }

  #insert(face: number, after: number, vertex: number): void {
    const ring = this.faces[face] as number[];
    ring.splice(ring.indexOf(after) + 1, 0, vertex);
    this.#claimEdges(face);
  }

  #claimEdges(face: number): void {
    const ring = this.faces[face] as number[];
    ring.forEach((from, at) => this.#faceOfEdge.set(edgeKey(from, ring[(at + 1) % ring.length] as number), face));
  }
}

const edgeKey = (a: number, b: number): number => a * 2 ** 24 + b;

/** The ring's vertices from one position round to another, both included. */
function walk(ring: readonly number[], from: number, to: number): number[] {
  return from <= to ? ring.slice(from, to + 1) : [...ring.slice(from), ...ring.slice(0, to + 1)];
}

/**
 * The outline of a set of faces, as rings of vertex ids: an edge that two of
 * the faces share cancels out. Outer rings run counter-clockwise, holes clockwise.
 */
export function outlineOf(faces: readonly (readonly number[])[]): number[][] {
  const nextOf = new Map<number, number[]>();
  const edges = new Set<number>();
  for (const ring of faces) ring.forEach((a, at) => edges.add(edgeKey(a, ring[(at + 1) % ring.length] as number)));
  for (const ring of faces) {
    ring.forEach((a, at) => {
      const b = ring[(at + 1) % ring.length] as number;
      if (!edges.has(edgeKey(b, a))) nextOf.set(a, [...(nextOf.get(a) ?? []), b]);
    });
  }
  const rings: number[][] = [];
  for (const [start, ends] of nextOf) {
    while (ends.length > 0) {
      const ring: number[] = [];
      let at = start;
      do {
        ring.push(at);
        at = nextOf.get(at)?.pop() as number;
      } while (at !== start);
      rings.push(ring);
    }
  }
  return rings;
}
