import type { BorderPlace, PlanarMap } from './planar-map.ts';

/** How faces are cut: along two street directions, like blocks between roads. */
export interface DivisionStyle {
  /** Direction of the roads, radians from east. */
  readonly bearing: number;
  /** Largest turn of a single cut away from the roads, radians. */
  readonly wobble: number;
  /** A cut that ends closer than this to a vertex ends in the vertex instead. */
  readonly snapMetres: number;
  readonly random: () => number;
}

interface Cut {
  readonly from: BorderPlace;
  readonly to: BorderPlace;
}

/**
 * Cuts a convex face into one convex part per weight, areas about in
 * proportion; the result names the parts' faces in the order of the weights.
 */
export function divideFace(map: PlanarMap, face: number, weights: readonly number[], style: DivisionStyle): number[] {
  if (weights.length < 2) return [face];
  const middle = weights.length >> 1;
  const [head, tail] = [weights.slice(0, middle), weights.slice(middle)];
  const share = sum(head) / sum(weights);
  const { from, to } = chooseCut(map, face, share, style);
  const other = map.splitFace(face, from, to);
  return [...divideFace(map, face, head, style), ...divideFace(map, other, tail, style)];
}

/** A chord across the longer side that leaves `share` of the area on its left. */
function chooseCut(map: PlanarMap, face: number, share: number, style: DivisionStyle): Cut {
  const ring = map.faces[face] as number[];
  const extent = (angle: number): number => {
    const along = ring.map((at) => (map.x[at] as number) * Math.cos(angle) + (map.y[at] as number) * Math.sin(angle));
    return Math.max(...along) - Math.min(...along);
  };
  const across =
    extent(style.bearing) > extent(style.bearing + Math.PI / 2) ? style.bearing : style.bearing + Math.PI / 2;
  const normal = across + (style.random() * 2 - 1) * style.wobble;
  const [nx, ny] = [Math.cos(normal), Math.sin(normal)];
  const depths = ring.map((at) => (map.x[at] as number) * nx + (map.y[at] as number) * ny);
  let [low, high] = [Math.min(...depths), Math.max(...depths)];
  const whole = areaBelow(map, ring, depths, high);
  for (let round = 0; round < 30; round++) {
    const middle = (low + high) / 2;
    if (areaBelow(map, ring, depths, middle) < share * whole) low = middle;
    else high = middle;
  }
  const { up, down } = crossings(ring, depths, low);
  if (!up || !down) throw new RangeError(`face ${face} has no area to divide`);
  return snapCut(map, ring, { from: up, to: down }, style.snapMetres);
}

/** Area of the part of a convex ring whose depth is at most `limit`. */
function areaBelow(map: PlanarMap, ring: readonly number[], depths: readonly number[], limit: number): number {
  const { up, down } = crossings(ring, depths, limit);
  if (!up || !down) return areaOf(ring.map((vertex) => [map.x[vertex] as number, map.y[vertex] as number]));
  return partArea(map, ring, up, down);
}

/** Where the border leaves the part below `limit` and where it enters it again. */
function crossings(
  ring: readonly number[],
  depths: readonly number[],
  limit: number,
): { up: BorderPlace | null; down: BorderPlace | null } {
  let up: BorderPlace | null = null;
  let down: BorderPlace | null = null;
  ring.forEach((_, edge) => {
    const [depth, nextDepth] = [depths[edge] as number, depths[(edge + 1) % ring.length] as number];
    if (depth <= limit === nextDepth <= limit) return;
    const place = { edge, along: (limit - depth) / (nextDepth - depth) };
    if (depth <= limit) up = place;
    else down = place;
  });
  return { up, down };
}

/** Moves the ends of a cut to vertices nearby, unless that changes a part's area by more than a quarter. */
function snapCut(map: PlanarMap, ring: readonly number[], cut: Cut, snapMetres: number): Cut {
  const snapped = { from: snap(map, ring, cut.from, snapMetres), to: snap(map, ring, cut.to, snapMetres) };
  const keepsArea = (from: 'from' | 'to', to: 'from' | 'to'): boolean => {
    const planned = partArea(map, ring, cut[from], cut[to]);
    return Math.abs(partArea(map, ring, snapped[from], snapped[to]) - planned) < planned / 4;
  };
  return keepsArea('from', 'to') && keepsArea('to', 'from') ? snapped : cut;
}

function snap(map: PlanarMap, ring: readonly number[], place: BorderPlace, snapMetres: number): BorderPlace {
  const [x, y] = pointAt(map, ring, place);
  const isNear = (at: number): boolean => {
    const vertex = ring[at] as number;
    return Math.hypot((map.x[vertex] as number) - x, (map.y[vertex] as number) - y) < snapMetres;
  };
  const next = (place.edge + 1) % ring.length;
  const nearest = place.along < 0.5 ? [place.edge, next] : [next, place.edge];
  const vertex = nearest.find(isNear);
  return vertex === undefined ? place : { edge: vertex, along: 0 };
}

/** Area between the chord `to → from` and the border that runs from `to` on to `from`. */
function partArea(map: PlanarMap, ring: readonly number[], from: BorderPlace, to: BorderPlace): number {
  const part = [pointAt(map, ring, to)];
  const steps = (from.edge - to.edge + ring.length) % ring.length;
  for (let step = 1; step <= steps; step++) {
    part.push(pointAt(map, ring, { edge: (to.edge + step) % ring.length, along: 0 }));
  }
  part.push(pointAt(map, ring, from));
  return areaOf(part);
}

function pointAt(map: PlanarMap, ring: readonly number[], { edge, along }: BorderPlace): [x: number, y: number] {
  const a = ring[edge] as number;
  const b = ring[(edge + 1) % ring.length] as number;
  const [ax, ay] = [map.x[a] as number, map.y[a] as number];
  return [ax + ((map.x[b] as number) - ax) * along, ay + ((map.y[b] as number) - ay) * along];
}

function areaOf(ring: readonly (readonly [x: number, y: number])[]): number {
  let twice = 0;
  let [previousX, previousY] = ring.at(-1) ?? [0, 0];
  for (const [x, y] of ring) {
    twice += previousX * y - x * previousY;
    [previousX, previousY] = [x, y];
  }
  return twice / 2;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
