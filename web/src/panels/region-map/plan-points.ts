import type { IncidentRow, StationRow, TicketRow } from '../../live/words.ts';
import type { MapPoint } from '../../maps/map-picture.ts';

const NONE: readonly MapPoint[] = [];

/** Open tickets with a point; overdue ones are wrong, disposed ones quiet. */
export function ticketPoints(rows: Iterable<TicketRow>, asOf: number): MapPoint[] {
  const points: MapPoint[] = [];
  for (const { id, point, status, dueAt } of rows) {
    if (!point || status === 'closed') continue;
    const isOverdue = status === 'reported' && dueAt !== null && dueAt < asOf;
    points.push({ id, point, tone: isOverdue ? 'wrong' : status === 'reported' ? 'normal' : 'quiet' });
  }
  return points;
}

export const stationPoints = (rows: Iterable<StationRow>): readonly MapPoint[] =>
  [...rows].flatMap(({ id, point, status }) =>
    point ? [{ id, point, tone: status === 'silent' ? ('wrong' as const) : ('normal' as const) }] : NONE,
  );

/** Those under way or announced; what is graded is wrong. */
export const incidentPoints = (rows: Iterable<IncidentRow>): readonly MapPoint[] =>
  [...rows].flatMap(({ id, point, status, grade }) =>
    point && (status === 'started' || status === 'announced')
      ? [{ id, point, tone: grade !== null ? ('wrong' as const) : ('normal' as const) }]
      : NONE,
  );
