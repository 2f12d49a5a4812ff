/**
 * How soon is it known how a scope stands? The measures of a region and the rows of
 * its children, and the measures of the last 30 days, out of the picture in memory,
 * for every region of the tree in random order. The baseline is the same by SQL
 * `GROUP BY` on the same store, looked at for equality first.
 */
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { DAY_MS, instant, readMeasures, REGION_LEVELS, type RegionLevel } from '@citybrain/domain';
import type { Database } from '../src/log/database.ts';
import { MeasureHistory } from '../src/history/measure-history.ts';
import { openStore } from '../src/log/store/open-store.ts';
import type { CityPicture } from '../src/views/city-picture.ts';
import { median, spreadOf, type BenchRow } from './bench-row.ts';
import { withFilledStore, type Filled } from './filled-store.ts';
import type { BenchOptions } from './bench-options.ts';
import type { BenchResult } from './intake.ts';
import { foldLog, type FoldedPicture } from './picture-of-log.ts';
import { figuresOf, questionOf, readBySql, type SqlQuestion } from './query-sql.ts';
import { seeded } from './seeded.ts';

const TICKETS = 1_000_000;
const RUNS = 5;
/** Every region so often in each run. */
const ROUNDS = 20;
const P99_BUDGET_MS = 1;
const RATIO_BUDGET = 1_000;
const PERIOD_DAYS = 30;
/** Scopes of each level that SQL is asked about. */
const SQL_SCOPES: Readonly<Record<RegionLevel, number>> = { city: 1, district: 1, street: 4, community: 6, grid: 10 };
const SQL_PERIOD_MINUTES = 15;
/** It sorts the whole log: at a million tickets that takes tens of gigabytes for temporary files. */
const MOST_TICKETS_FOR_SQL_PERIOD = 200_000;

type Progress = (line: string) => void;

/** Durations of one kind of call, in milliseconds, by region and by run. */
interface Timed {
  readonly byRegion: number[][];
  readonly byRun: number[][];
  /** Those in which no other program took the processor. */
  readonly undisturbedByRun: number[][];
}

export const benchQuery = (progress: Progress, { tickets = TICKETS, isWithoutBaseline }: BenchOptions): Promise<BenchResult> =>
  withFilledStore(tickets, progress, async (directory, filled) => {
    const store = await openStore({ dataDirectory: directory });
    try {
      const snapshots = isWithoutBaseline ? join(directory, 'snapshots') : null;
      const folded = await foldLog({ database: store.database, atLeast: filled.now, snapshots, progress });
      progress(`${folded.events.toLocaleString('en')} events were folded within ${Math.round(folded.seconds)} s`);
      const { picture } = folded;
      const period = periodOf(picture);
      const scope = timeAll(picture, (region) => readScope(picture, region));
      const heat = timeAll(picture, (region) => readHeat(picture, region));
      const rates = timeAll(picture, (region) => readMeasures(picture.ledger.counts(region, period, null)).length);
      progress('in process: done; now SQL');
      const rows = [
        ...rowsInProcess('measures and the rows of the children', scope),
        ...rowsInProcess('heat by place, matter and hour', heat),
        ...rowsInProcess('measures of 30 days', rates),
      ];
      const bySql = await rowsBySql(store.database, picture, scope, progress);
      const isSmall = tickets <= MOST_TICKETS_FOR_SQL_PERIOD;
      const history = isSmall ? await rowsOfHistory(store.database, picture, rates, progress) : [];
      return { rows: [...rows, ...bySql, ...history], notes: notesOf(filled, folded) };
    } finally {
      await store.close();
    }
  }); // prettier-ignore

function readScope(picture: CityPicture, region: number): number {
  let sum = picture.measures(region).open;
  for (const child of picture.tree.childrenOf(region)) sum += picture.childRow(child).open;
  return sum;
}

/** What the heatmaps of a scope show: matters in each child, and when limits broke. */
function readHeat(picture: CityPicture, region: number): number {
  let sum = picture.breachTimes(region).week[0] ?? 0;
  for (const child of picture.tree.childrenOf(region)) sum += picture.matters(child).cells.length;
  return sum;
}

/** Until the end of the day, so that it is read live. */
function periodOf(picture: CityPicture): { readonly from: ReturnType<typeof instant>; readonly to: ReturnType<typeof instant> } {
  const { dayStartsAt } = picture.measures(0);
  return { from: instant(dayStartsAt - (PERIOD_DAYS - 1) * DAY_MS), to: instant(dayStartsAt + DAY_MS) };
} // prettier-ignore

/** A first round warms up and is not counted. */
function timeAll(picture: CityPicture, call: (region: number) => number): Timed {
  const { size } = picture.tree;
  const byRegion: number[][] = Array.from({ length: size }, () => []);
  const draw = seeded(1);
  const order = Array.from({ length: size * ROUNDS }, (_, index) => index % size);
  for (const region of order) call(region);
  const undisturbedByRun: number[][] = [];
  const byRun = Array.from({ length: RUNS }, () => {
    shuffle(order, draw);
    const undisturbed: number[] = [];
    undisturbedByRun.push(undisturbed);
    return order.map((region) => {
      const switches = process.resourceUsage().involuntaryContextSwitches;
      const startedAt = performance.now();
      call(region);
      const ms = performance.now() - startedAt;
      if (process.resourceUsage().involuntaryContextSwitches === switches) undisturbed.push(ms);
      byRegion[region]?.push(ms);
      return ms;
    });
  });
  return { byRegion, byRun, undisturbedByRun };
}

function shuffle(list: number[], draw: () => number): void {
  for (let last = list.length - 1; last > 0; last -= 1) {
    const other = Math.floor(draw() * (last + 1));
    [list[last], list[other]] = [list[other] as number, list[last] as number];
  }
}

function rowsInProcess(what: string, { byRun, undisturbedByRun }: Timed): BenchRow[] {
  const quantiles = (share: number, of = byRun): number[] => of.map((times) => quantile(times, share));
  const p99 = quantiles(0.99);
  return [
    row(`any scope: ${what}, p50`, 'ms', quantiles(0.5)),
    {
      ...row(`any scope: ${what}, p99`, 'ms', p99),
      ...{ budget: `≤ ${P99_BUDGET_MS} ms`, met: median(p99) <= P99_BUDGET_MS },
    },
    row(`any scope: ${what}, p99 undisturbed`, 'ms', quantiles(0.99, undisturbedByRun)),
    row(`any scope: ${what}, max`, 'ms', quantiles(1)),
  ];
}

/** The same numbers by SQL, level by level. @throws Error when they are not the same */
async function rowsBySql(database: Database, picture: CityPicture, { byRegion }: Timed, progress: Progress): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const level of REGION_LEVELS) {
    const regions = scopesOf(picture, level);
    if (regions.length === 0) continue;
    const ours: number[] = [];
    const sql: number[] = [];
    const ratios: number[] = [];
    for (const region of regions) {
      const question = questionOf(picture.tree, region, picture.measures(region), picture.asOf);
      await requireSame(database, picture, region, question);
      const times = await timeSql(database, question);
      const own = median(byRegion[region] ?? []);
      ours.push(own);
      sql.push(...times);
      ratios.push(median(times) / own);
    }
    const ratio = median(ratios);
    progress(`${level}: SQL takes ${median(sql).toFixed(1)} ms, the picture ${(median(ours) * 1_000).toFixed(1)} µs`);
    rows.push(
      {
        ...row(`${level}: measures and the rows of the children`, 'ms', ours),
        ...{ baseline: median(sql), ratio, budget: `≥ ${RATIO_BUDGET} × faster than SQL`, met: ratio >= RATIO_BUDGET },
      },
      row(`${level}: the same by SQL`, 'ms', sql),
    );
  }
  return rows;
} // prettier-ignore

/** Spread over the level. */
function scopesOf({ tree }: CityPicture, level: RegionLevel): number[] {
  const all = [...tree.regions.keys()].filter((index) => tree.at(index).level === level);
  const count = Math.min(SQL_SCOPES[level], all.length);
  return Array.from({ length: count }, (_, index) => all[Math.floor(((index + 0.5) * all.length) / count)] as number);
}

/** Also warms up. */
async function requireSame(database: Database, picture: CityPicture, region: number, question: SqlQuestion): Promise<void> {
  const [bySql, ours] = [await readBySql(database, question), figuresOf(picture, region)];
  if (isDeepStrictEqual(bySql, ours)) return;
  const differing = (Object.keys(ours) as (keyof typeof ours)[]).filter((key) => !isDeepStrictEqual(bySql[key], ours[key]));
  const shown = differing.map((key) => `${key}: ${JSON.stringify(bySql[key])} by SQL, ${JSON.stringify(ours[key])} here`);
  throw new Error(`${picture.tree.at(region).id} differs: ${shown.join('; ').slice(0, 2_000)}`);
} // prettier-ignore

async function timeSql(database: Database, question: SqlQuestion): Promise<number[]> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const startedAt = performance.now();
    await readBySql(database, question);
    times.push(performance.now() - startedAt);
  }
  return times;
}

/** What the server itself asks the log for a period that has ended, asked for the running one; once, for it takes long. */
async function rowsOfHistory(database: Database, picture: CityPicture, rates: Timed, progress: Progress): Promise<BenchRow[]> {
  const region = picture.tree.roots[0] ?? 0;
  const period = periodOf(picture);
  const { asOf, sequence } = picture;
  const startedAt = performance.now();
  const history = new MeasureHistory(database);
  const asked = history.counts({ period, asOf, sequence, unit: null }, () => true);
  const counts = await orCancelled(database, asked, SQL_PERIOD_MINUTES * 60_000);
  const sqlMs = performance.now() - startedAt;
  if (counts === null) {
    progress(`SQL over the log did not answer within ${SQL_PERIOD_MINUTES} minutes`);
    return [];
  }
  const ours = picture.ledger.counts(region, period, null);
  if (!isDeepStrictEqual({ ...counts }, { ...ours })) {
    throw new Error(`the measures of 30 days differ: ${JSON.stringify(counts)} by SQL, ${JSON.stringify(ours)} here`);
  }
  const own = rates.byRegion[region] ?? [];
  const ratio = sqlMs / median(own);
  return [
    { ...row('city: measures of 30 days', 'ms', own), baseline: sqlMs, ratio },
    row('city: the same by SQL over the log', 'ms', [sqlMs]),
  ];
} // prettier-ignore

/** Null when the statements had to be cancelled. */
async function orCancelled<Answer>(database: Database, answer: Promise<Answer>, withinMs: number): Promise<Answer | null> {
  const late = new AbortController();
  const timer = setTimeout(() => {
    late.abort();
    void database.query(
      `SELECT pg_cancel_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND state = 'active' AND pid <> pg_backend_pid()`,
    );
  }, withinMs);
  try {
    return await answer;
  } catch (error) {
    if (late.signal.aborted) return null;
    throw error;
  } finally {
    clearTimeout(timer);
  }
} // prettier-ignore

function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

const row = (what: string, unit: string, values: readonly number[]): BenchRow => ({
  ...{ what, value: median(values), unit, baseline: null, ratio: null, budget: null, met: null },
  ...{ runs: values.length, spread: spreadOf(values) },
});

function notesOf(filled: Filled, { events, seconds, costs }: FoldedPicture): string[] {
  const { heapUsed, rss } = process.memoryUsage();
  const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6).toLocaleString('en')} MB`;
  const share = (part: number): string => `${(part * 100).toFixed(1).padStart(5)} %`;
  return [
    `${filled.tickets.toLocaleString('en')} tickets, ${filled.openTickets.toLocaleString('en')} of them open, ${filled.events.toLocaleString('en')} events; filled in ${Math.round(filled.seconds)} s, ${(filled.bytes / 1e9).toFixed(1)} GB.`,
    `Each run calls every region of the tree ${ROUNDS} times in random order. Undisturbed: calls in which no other program took the processor. The numbers of SQL and picture were equal.`,
    `${events.toLocaleString('en')} events of the log were folded in ${seconds.toFixed(1)} s, ${Math.round(events / seconds).toLocaleString('en')} events/s; heap ${megabytes(heapUsed)}, RSS ${megabytes(rss)}. Where the time went, outside of waiting:`,
    ...costs.map((cost) => `  ${share(cost.share)}  ${cost.where}`),
  ];
} // prettier-ignore
