import type { Database } from '../../server/src/log/database.ts';

/** A mark that the log holds, or holds more than once. */
export interface HeldMark {
  readonly id: string;
  readonly tier: string;
  /** When it came, and when it was recorded; the latest of several. */
  readonly at: number;
  readonly recordedAt: number;
  readonly count: number;
}

/** Who holds the duty of the timer: the process, and how often it passed on before. */
export interface DutyHolder {
  readonly pid: number;
  readonly epoch: number;
}

/** All marks of the timer on tickets of `feed`, by the source's id. */
export function readMarks(database: Database, feed: string): Promise<HeldMark[]> {
  return database.query<{ id: string; tier: string; at: number; recordedAt: number; count: number }>(
    `SELECT tickets.source_id AS id, data->'mark'->>'tier' AS tier, count(*)::int AS count,
       max((data->'mark'->>'at')::float8) AS at, max(extract(epoch FROM recorded_at)::float8 * 1000) AS "recordedAt"
     FROM events JOIN tickets ON stream = 'ticket-' || tickets.id
     WHERE tickets.source = $1 AND data ? 'mark' GROUP BY 1, 2`,
    [feed],
  );
}

export async function readHolder(database: Database): Promise<DutyHolder | null> {
  const [row] = await database.query<{ holder: string; epoch: number }>(
    `SELECT holder, epoch::int FROM duties WHERE name = 'timer'`,
  );
  return row ? { pid: Number(row.holder.split(':').at(-1)), epoch: row.epoch } : null;
}
