/**
 * The measures of a scope and the rows of its children by SQL alone: what a screen
 * would wait for if there were no picture. One statement, which reads the tickets of
 * the scope once; what the picture tells of stations and incidents is left out.
 */
import {
  categoryGroupOf,
  DISPOSITIONS,
  HOUR_MS,
  type ChildRow,
  type Measures,
  type RegionTree,
} from '@citybrain/domain';
import type { Queries } from '../src/log/database.ts';
import { toIso } from '../src/log/iso-time.ts';
import type { CityPicture } from '../src/views/city-picture.ts';

/** Of all that is shown of a scope, what follows from its tickets. */
export interface ScopeFigures {
  readonly open: number;
  readonly awaitingCheck: number;
  readonly overdue: number;
  readonly reportedToday: number;
  readonly disposedToday: number;
  readonly closedToday: number;
  readonly onTimeToday: Measures['onTimeToday'];
  readonly reportedByHour: readonly number[];
  readonly finishedByHour: readonly number[];
  /** `word open today`, in the order of the words. */
  readonly categories: readonly string[];
  readonly dispositions: readonly string[];
  readonly children: readonly Pick<ChildRow, 'id' | 'open' | 'overdue' | 'reportedToday' | 'closedToday' | 'onTimeToday'>[];
} // prettier-ignore

interface Grouped {
  readonly what: 'child' | 'category' | 'disposition' | 'reported' | 'finished';
  readonly word: string | null;
  readonly open: number;
  readonly awaiting: number;
  readonly overdue: number;
  readonly reported: number;
  readonly disposed: number;
  readonly closed: number;
  readonly on_time: number;
  readonly timed: number;
}

const COUNTED = `
  count(*) FILTER (WHERE is_open) AS open, count(*) FILTER (WHERE is_awaiting) AS awaiting,
  count(*) FILTER (WHERE is_open AND NOT is_awaiting AND due_at < $4::timestamptz) AS overdue,
  count(*) FILTER (WHERE reported_at >= $5::timestamptz AND reported_at < $6::timestamptz) AS reported,
  count(*) FILTER (WHERE disposed_at >= $5::timestamptz AND disposed_at < $6::timestamptz) AS disposed,
  count(*) FILTER (WHERE status = 'closed' AND closed_at >= $5::timestamptz AND closed_at < $6::timestamptz) AS closed,
  count(*) FILTER (WHERE is_finished_today AND due_at IS NOT NULL AND NOT is_late) AS on_time,
  count(*) FILTER (WHERE is_finished_today AND due_at IS NOT NULL) AS timed`;

const BY_WORD = `count(*) FILTER (WHERE is_open) AS open, 0, 0,
  count(*) FILTER (WHERE reported_at >= $5::timestamptz AND reported_at < $6::timestamptz), 0, 0, 0, 0`;

const BY_HOUR = 'count(*), 0, 0, 0, 0, 0, 0, 0';

const TOUCHED = `closed_at IS NULL OR reported_at >= least($3::timestamptz, $5::timestamptz)
    OR disposed_at >= least($3::timestamptz, $5::timestamptz) OR closed_at >= least($3::timestamptz, $5::timestamptz)`;

/**
 * `$1` the regions of the scope and `$2` the child that each lies in, `$3` since
 * when the hours count, `$4` the as-of, `$5` and `$6` the day, `$7` whether what has no
 * region counts here. The rest of a ticket's
 * life is looked at only where it was finished today.
 */
const MEASURE_SCOPE = `
WITH scope AS (SELECT * FROM unnest($1::text[], $2::text[]) AS scope (region_id, child)),
touched AS MATERIALIZED (
  SELECT tickets.*, scope.child FROM scope JOIN tickets USING (region_id) WHERE ${TOUCHED}
  UNION ALL SELECT tickets.*, NULL FROM tickets WHERE $7 AND region_id IS NULL AND (${TOUCHED})
),
judged AS MATERIALIZED (
  SELECT child, status, reported_at, disposed_at, closed_at, due_at, category, disposition,
    closed_at IS NULL AS is_open, status IN ('disposed', 'callback') AS is_awaiting, finished_at,
    finished_at >= $5::timestamptz AND finished_at < $6::timestamptz AS is_finished_today,
    finished_at >= $5::timestamptz AND (finished_at > due_at OR EXISTS (
      SELECT FROM jsonb_array_elements(life -> 'marks') AS mark
      WHERE mark ->> 'tier' = 'breached' AND (mark ->> 'kind' IN ('citizen', 'redo') OR (mark ->> 'kind' = 'source' AND (
        life #>> '{work,isLedHere}' = 'true' OR finished_at > to_timestamp((mark ->> 'at')::float8 / 1000))))
    )) AS is_late
  FROM touched, LATERAL (SELECT CASE
    WHEN status = 'closed' THEN coalesce(disposed_at, closed_at)
    WHEN status IN ('disposed', 'callback') THEN disposed_at END AS finished_at) AS finished
)
SELECT 'child' AS what, child AS word, ${COUNTED} FROM judged GROUP BY child
UNION ALL SELECT 'category', category, ${BY_WORD} FROM judged GROUP BY category
UNION ALL SELECT 'disposition', disposition, ${BY_WORD} FROM judged GROUP BY disposition
UNION ALL SELECT 'reported', date_trunc('hour', reported_at)::text, ${BY_HOUR} FROM judged WHERE reported_at >= $3::timestamptz GROUP BY 2
UNION ALL SELECT 'finished', date_trunc('hour', finished_at)::text, ${BY_HOUR} FROM judged WHERE finished_at >= $3::timestamptz GROUP BY 2`;

const TREND_HOURS = 24;

/** What {@link readBySql} asks about a scope; made beforehand, as a server would know its regions. */
export interface SqlQuestion {
  readonly values: readonly unknown[];
  readonly hours: readonly number[];
  readonly children: readonly string[];
}

export function questionOf(tree: RegionTree, region: number, measures: Measures, asOf: number): SqlQuestion {
  const regions: string[] = [];
  const childOf: (string | null)[] = [];
  const children = tree.childrenOf(region);
  for (let index = region; index < tree.endOf(region); index += 1) {
    const child = children.find((one) => tree.isWithin(index, one));
    regions.push(tree.at(index).id);
    childOf.push(child === undefined ? null : tree.at(child).id);
  }
  const running = Math.floor(asOf / HOUR_MS) * HOUR_MS;
  const hours = Array.from({ length: TREND_HOURS }, (_, index) => running - (TREND_HOURS - 1 - index) * HOUR_MS);
  const [from, to] = [measures.dayStartsAt, measures.dayStartsAt + 24 * HOUR_MS];
  const times = [hours[0] ?? running, asOf, from, to].map(toIso);
  return {
    values: [regions, childOf, ...times, region === tree.roots[0]],
    hours,
    children: children.map((child) => tree.at(child).id),
  };
}

export async function readBySql(queries: Queries, { values, hours, children }: SqlQuestion): Promise<ScopeFigures> {
  const rows = await queries.query<Grouped>(MEASURE_SCOPE, values);
  const of = (what: Grouped['what']): Grouped[] => rows.filter((row) => row.what === what);
  const byChild = of('child');
  const sum = (count: Exclude<keyof Grouped, 'what' | 'word'>, among = byChild): number =>
    among.reduce((total, row) => total + row[count], 0);
  const inHours = (what: 'reported' | 'finished'): number[] => {
    const byHour = new Map(of(what).map(({ word, open }) => [Date.parse(word ?? ''), open]));
    return hours.map((hour) => byHour.get(hour) ?? 0);
  };
  const groups = Map.groupBy(of('category'), ({ word }) => (word === null ? '' : categoryGroupOf(word)));
  const dispositions = new Map(of('disposition').map((row) => [row.word, row]));
  return {
    ...{ open: sum('open'), awaitingCheck: sum('awaiting'), overdue: sum('overdue') },
    ...{ reportedToday: sum('reported'), disposedToday: sum('disposed'), closedToday: sum('closed') },
    onTimeToday: { numerator: sum('on_time'), denominator: sum('timed') },
    ...{ reportedByHour: inHours('reported'), finishedByHour: inHours('finished') },
    categories: wordsOf([...groups].map(([word, same]) => [word, sum('open', same), sum('reported', same)])),
    dispositions: wordsOf([...DISPOSITIONS, null].map((one) => {
      const row = dispositions.get(one);
      return [one ?? '', row?.open ?? 0, row?.reported ?? 0];
    })),
    children: children.map((id) => {
      const [row] = byChild.filter(({ word }) => word === id);
      const onTimeToday = { numerator: row?.on_time ?? 0, denominator: row?.timed ?? 0 };
      return { id: id as ChildRow['id'], open: row?.open ?? 0, overdue: row?.overdue ?? 0, reportedToday: row?.reported ?? 0, closedToday: row?.closed ?? 0, onTimeToday };
    }),
  };
} // prettier-ignore

/** The same out of the picture. */
export function figuresOf(picture: CityPicture, region: number): ScopeFigures {
  const measures = picture.measures(region);
  const { open, awaitingCheck, overdue, reportedToday, disposedToday, closedToday, onTimeToday } = measures;
  return {
    ...{ open, awaitingCheck, overdue, reportedToday, disposedToday, closedToday, onTimeToday },
    ...{ reportedByHour: measures.hours.reported, finishedByHour: measures.hours.finished },
    categories: wordsOf(measures.categories.map((row) => [row.category, row.open, row.today])),
    dispositions: wordsOf(measures.dispositions.map((row) => [row.disposition ?? '', row.open, row.today])),
    children: picture.tree.childrenOf(region).map((child) => {
      const row = picture.childRow(child);
      const { id, closedToday: closed, reportedToday: reported } = row;
      return { id, open: row.open, overdue: row.overdue, reportedToday: reported, closedToday: closed, onTimeToday: row.onTimeToday };
    }),
  };
} // prettier-ignore

/** Those that count anything. */
const wordsOf = (rows: readonly (readonly [word: string, open: number, today: number])[]): string[] =>
  rows
    .filter(([, open, today]) => open > 0 || today > 0)
    .map((row) => row.join(' '))
    .sort();
