import { isUnfinished, timeBandAt, type Instant } from '@citybrain/domain';
import { isLate } from '../../live/is-late.ts';
import type { IncidentRow, StationRow, TicketRow } from '../../live/words.ts';
import type { LonLat, MapPoint } from '../../maps/map-picture.ts';

interface Spot {
  readonly point: LonLat;
  readonly all: TicketRow[];
  readonly late: TicketRow[];
}

/**
 * Open tickets by spot: one dot for all that stand there, and on top of it one
 * for those that are late. Where a display may not know the exact points, many
 * stand on one.
 *
 * @param isVague true for a ticket whose point says less than it seems to; it is left out.
 */
export function ticketPoints(
  rows: Iterable<TicketRow>,
  asOf: number,
  isVague: (row: TicketRow) => boolean,
): MapPoint[] {
  const spots = new Map<string, Spot>();
  for (const row of rows) {
    if (!row.point || row.status === 'closed' || isVague(row)) continue;
    const key = row.point.join(' ');
    const spot = spots.get(key) ?? { point: row.point, all: [], late: [] };
    spots.set(key, spot);
    spot.all.push(row);
    if (isLate(row, asOf)) spot.late.push(row);
  }
  return [...spots.values()].flatMap(dotsOf);
}

function dotsOf({ point, all, late }: Spot): MapPoint[] {
  const dots: MapPoint[] = [];
  const [first] = all;
  const [firstLate] = late;
  const opens = all.length === 1 && first ? { ticket: first.id } : {};
  if (first && late.length < all.length) {
    const isWaiting = all.some(isUnfinished);
    dots.push({ id: `all ${first.id}`, ...opens, point, tone: isWaiting ? 'normal' : 'quiet', count: all.length });
  }
  if (firstLate) dots.push({ id: `late ${firstLate.id}`, ...opens, point, tone: 'wrong', count: late.length });
  return dots;
}

/** Of a point of the heat, by how much time its ticket has left; what has more than four hours is none. */
const HEAT_WEIGHTS: readonly number[] = [0, 0, 0.35, 0.6, 1];

/** What is late or about to be, weighted. Where a display may not know the exact points, they lie in the middle of their grid. */
export function heatPoints(rows: Iterable<TicketRow>, asOf: Instant, isVague: (row: TicketRow) => boolean): MapPoint[] {
  return [...rows].flatMap((row) => {
    const weight = HEAT_WEIGHTS[timeBandAt(isUnfinished(row) ? row.dueAt : null, asOf)] ?? 0;
    if (!row.point || weight === 0 || isVague(row)) return [];
    return [{ id: row.id, point: row.point, tone: 'wrong' as const, count: weight }];
  });
}

const NONE: readonly MapPoint[] = [];

export const stationPoints = (rows: Iterable<StationRow>): readonly MapPoint[] =>
  [...rows].flatMap(({ id, point, status }) =>
    point ? [{ id, point, tone: status === 'silent' ? ('wrong' as const) : ('normal' as const), count: 1 }] : NONE,
  );

/** Those under way or announced; what is graded is wrong. */
export const incidentPoints = (rows: Iterable<IncidentRow>): readonly MapPoint[] =>
  [...rows].flatMap(({ id, point, status, grade }) =>
    point && (status === 'started' || status === 'announced')
      ? [{ id, point, tone: grade !== null ? ('wrong' as const) : ('normal' as const), count: 1 }]
      : NONE,
  );
