import { POINT_LAYERS, type MapPicture, type MapPoint, type PointLayer } from './map-picture.ts';

export interface PointChanges {
  readonly put: readonly MapPoint[];
  readonly gone: readonly string[];
}

/** What turns the picture on the screen into the next one. */
export interface MapChanges {
  readonly camera: boolean;
  readonly shapes: boolean;
  readonly fills: ReadonlyMap<string, string | null>;
  readonly hatched: ReadonlyMap<string, boolean>;
  readonly labels: boolean;
  readonly selection: boolean;
  readonly points: Readonly<Partial<Record<PointLayer, PointChanges>>>;
}

/** @param before null: the map is empty. New shapes lose their colours, so all fills are set again. */
export function planMapChanges(before: MapPicture | null, after: MapPicture): MapChanges {
  const shapes = before?.shapes !== after.shapes;
  const points: Partial<Record<PointLayer, PointChanges>> = {};
  for (const layer of POINT_LAYERS) {
    const changes = planPointChanges(before?.points[layer] ?? [], after.points[layer]);
    if (changes) points[layer] = changes;
  }
  return {
    camera: before?.scope !== after.scope || shapes,
    shapes,
    fills: planFills(shapes ? new Map() : before.fills, after.fills),
    hatched: planHatches(shapes ? new Set() : before.hatched, after.hatched),
    labels: !sameLabels(before?.labels ?? [], after.labels),
    selection: before?.selected?.join() !== after.selected?.join(),
    points,
  };
}

function planFills(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): ReadonlyMap<string, string | null> {
  const changes = new Map<string, string | null>();
  for (const [id, fill] of after) if (before.get(id) !== fill) changes.set(id, fill);
  for (const id of before.keys()) if (!after.has(id)) changes.set(id, null);
  return changes;
}

function planHatches(before: ReadonlySet<string>, after: ReadonlySet<string>): ReadonlyMap<string, boolean> {
  const changes = new Map<string, boolean>();
  for (const id of after) if (!before.has(id)) changes.set(id, true);
  for (const id of before) if (!after.has(id)) changes.set(id, false);
  return changes;
}

/** null: nothing changed. */
function planPointChanges(before: readonly MapPoint[], after: readonly MapPoint[]): PointChanges | null {
  if (before === after) return null;
  const left = new Map(before.map((point) => [point.id, point]));
  const put = after.filter((point) => {
    const known = left.get(point.id);
    left.delete(point.id);
    return !known || !samePoint(known, point);
  });
  return put.length === 0 && left.size === 0 ? null : { put, gone: [...left.keys()] };
}

const samePoint = (a: MapPoint, b: MapPoint): boolean =>
  a.tone === b.tone &&
  a.count === b.count &&
  a.ticket === b.ticket &&
  a.point[0] === b.point[0] &&
  a.point[1] === b.point[1];

const sameLabels = (a: MapPicture['labels'], b: MapPicture['labels']): boolean =>
  a === b ||
  (a.length === b.length &&
    a.every((label, at) => label.id === b[at]?.id && label.name === b[at].name && label.value === b[at].value));
