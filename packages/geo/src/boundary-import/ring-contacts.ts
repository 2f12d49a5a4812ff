import Flatbush from 'flatbush';
import { orient2d } from 'robust-predicates';
import { roundDegrees, type Position } from '../shapes.ts';

interface Edge {
  readonly from: Position;
  readonly to: Position;
}

/**
 * Where closed rings meet each other or themselves. `crossing`: a point where
 * two edges cut through each other; null when none do. `touches`: some edges
 * meet without being neighbours, or lie on each other.
 */
export function findContacts(rings: readonly Position[][]): { crossing: Position | null; touches: boolean } {
  const edges = rings.flatMap((ring) => ring.slice(1).map((to, at): Edge => ({ from: ring[at] as Position, to })));
  const index = new Flatbush(edges.length);
  for (const edge of edges) index.add(...boxOf(edge));
  index.finish();
  let touches = false;
  for (let at = 0; at < edges.length; at++) {
    const edge = edges[at] as Edge;
    for (const otherAt of index.search(...boxOf(edge), (candidate) => candidate > at)) {
      const contact = contactOf(edge, edges[otherAt] as Edge);
      if (contact === 'crossing') return { crossing: crossingPoint(edge, edges[otherAt] as Edge), touches };
      touches ||= contact === 'touch';
    }
  }
  return { crossing: null, touches };
}

/** For edges whose boxes meet. */
function contactOf(a: Edge, b: Edge): 'crossing' | 'touch' | 'none' {
  const sides = [side(a, b.from), side(a, b.to), side(b, a.from), side(b, a.to)] as const;
  const [aFrom, aTo, bFrom, bTo] = sides;
  if (aFrom * aTo > 0 || bFrom * bTo > 0) return 'none';
  if (aFrom * aTo < 0 && bFrom * bTo < 0) return 'crossing';
  const isChain = isSame(a.to, b.from) || isSame(b.to, a.from);
  const turnsBack = sides.every((value) => value === 0) && dot(a, b) < 0;
  return isChain && !turnsBack ? 'none' : 'touch';
}

const side = ({ from, to }: Edge, point: Position): number => Math.sign(orient2d(...from, ...to, ...point));

const isSame = (a: Position, b: Position): boolean => a[0] === b[0] && a[1] === b[1];

const dot = (a: Edge, b: Edge): number =>
  (a.to[0] - a.from[0]) * (b.to[0] - b.from[0]) + (a.to[1] - a.from[1]) * (b.to[1] - b.from[1]);

const boxOf = ({ from, to }: Edge): [number, number, number, number] => [
  Math.min(from[0], to[0]),
  Math.min(from[1], to[1]),
  Math.max(from[0], to[0]),
  Math.max(from[1], to[1]),
];

function crossingPoint(a: Edge, b: Edge): Position {
  const away = Math.abs(orient2d(...b.from, ...b.to, ...a.from));
  const share = away / (away + Math.abs(orient2d(...b.from, ...b.to, ...a.to)));
  const blend = (axis: 0 | 1): number => roundDegrees(a.from[axis] + (a.to[axis] - a.from[axis]) * share);
  return [blend(0), blend(1)];
}
