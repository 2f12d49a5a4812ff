import { isUnfinished } from '@citybrain/domain';
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
  if (first && late.length < all.length) {
    const isWaiting = all.some(isUnfinished);
    dots.push({
      id: `all ${first.id}`,
      ticket: first.id,
      point,
      tone: isWaiting ? 'normal' : 'quiet',
      count: all.length,
    });
  }
  if (firstLate) {
    dots.push({ id: `late ${firstLate.id}`, ticket: firstLate.id, point, tone: 'wrong', count: late.length });
  }
  return dots;
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
