import { PlanarMap } from './planar-map.ts';
import { cellArea, powerCell, type PowerCell, type PowerSite } from './power-diagram.ts';

/** A street in a metric plane. */
export interface StreetSeat {
  readonly x: number;
  readonly y: number;
  readonly areaSquareMetres: number;
}

const RELAXATION_ROUNDS = 60;
/** Corners nearer to each other than this are one. */
const MERGE_METRES = 25;
/** A site keeps at least (1 - this) / 2 of the way to each other site, and so lies inside its own cell. */
const LARGEST_LEAN = 0.6;

/**
 * A map with one convex face per street, in their order: each holds its seat
 * and has about its area; faces meet edge to edge, and the coast or border of
 * the whole follows from sites strewn around the streets.
 */
export function layOutStreets(seats: readonly StreetSeat[], random: () => number): PlanarMap {
  const map = new PlanarMap();
  for (const cell of relaxCells(seats, random)) {
    const ring = cell.corners.map(({ x, y }) => mergeCorner(map, x, y));
    map.addFace(ring.filter((vertex, at) => vertex !== ring[(at + 1) % ring.length]));
  }
  return map;
}

function mergeCorner(map: PlanarMap, x: number, y: number): number {
  const near = map.x.findIndex((otherX, at) => Math.hypot(otherX - x, (map.y[at] as number) - y) < MERGE_METRES);
  return near >= 0 ? near : map.addVertex(x, y);
}

function relaxCells(seats: readonly StreetSeat[], random: () => number): PowerCell[] {
  const sites: PowerSite[] = seats.map(({ x, y, areaSquareMetres }) => ({ x, y, weight: areaSquareMetres / Math.PI }));
  sites.push(...strewSurroundings(sites, random));
  const frame = 2 * Math.max(...sites.map(({ x, y }) => Math.max(Math.abs(x), Math.abs(y))));
  const cells = (): PowerCell[] => seats.map((_, at) => powerCell(sites, at, frame));
  for (let round = 0; round < RELAXATION_ROUNDS; round++) {
    cells().forEach((cell, at) => {
      const missing = (seats[at] as StreetSeat).areaSquareMetres - cellArea(cell);
      (sites[at] as PowerSite).weight += (0.8 * missing) / Math.PI;
    });
    limitLean(sites, seats.length);
  }
  return cells();
}

/** Sites outside of the streets' discs, connected with the far outside, so that no gap between streets becomes a hole. */
function strewSurroundings(streets: readonly PowerSite[], random: () => number): PowerSite[] {
  const radii = streets.map(({ weight }) => Math.sqrt(weight)).sort((a, b) => a - b);
  const spacing = 0.55 * (radii[radii.length >> 1] as number);
  const reach = (radii.at(-1) as number) + 4 * spacing;
  const [west, east] = [Math.min(...streets.map(({ x }) => x)) - reach, Math.max(...streets.map(({ x }) => x)) + reach];
  const [south, north] = [
    Math.min(...streets.map(({ y }) => y)) - reach,
    Math.max(...streets.map(({ y }) => y)) + reach,
  ];
  const columns = Math.ceil((east - west) / spacing);
  const rows = Math.ceil((north - south) / spacing);
  const lattice = Array.from({ length: columns * rows }, (_, at) => {
    const x = west + ((at % columns) + 0.7 * (random() - 0.5)) * spacing;
    const y = south + (Math.floor(at / columns) + 0.7 * (random() - 0.5)) * spacing;
    const clearance = Math.min(
      ...streets.map((street) => Math.hypot(x - street.x, y - street.y) - Math.sqrt(street.weight)),
    );
    return { x, y, weight: 0, clearance };
  });
  const outside = floodFromCorner(
    columns,
    rows,
    (at) => (lattice[at] as { clearance: number }).clearance > 0.3 * spacing,
  );
  return [...outside]
    .map((at) => lattice[at] as (typeof lattice)[number])
    .filter(({ clearance }) => clearance < 3.5 * spacing);
}

/** Lattice points reachable from the first one over open points, by side steps. */
function floodFromCorner(columns: number, rows: number, isOpen: (at: number) => boolean): Set<number> {
  const reached = new Set([0]);
  for (const at of reached) {
    const column = at % columns;
    const steps = [column > 0 ? at - 1 : -1, column < columns - 1 ? at + 1 : -1, at - columns, at + columns];
    for (const next of steps) if (next >= 0 && next < columns * rows && isOpen(next)) reached.add(next);
  }
  return reached;
}

/** Makes sites lighter until none reaches over the seat of a street. */
function limitLean(sites: readonly PowerSite[], streetCount: number): void {
  for (let changed = true; changed;) {
    changed = false;
    for (const street of sites.slice(0, streetCount)) {
      for (const other of sites) {
        const limit = street.weight + LARGEST_LEAN * ((street.x - other.x) ** 2 + (street.y - other.y) ** 2);
        if (other.weight <= limit) continue;
        other.weight = limit;
        changed = true;
      }
    }
  }
}
