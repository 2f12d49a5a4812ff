/**
 * What do a thousand screens that hang cost the thousand beside them, and the server?
 * They ask for the walls of the whole district and of some streets, so that what the
 * machine itself holds for a connection is soon full, and read nothing. In each pair
 * the fast ones are measured without them and with them; at the end the slow ones stay
 * until the server has cut them off. The memory of the server is read all the time.
 */
import type { BenchRow } from '../bench-row.ts';
import type { BenchResult } from '../intake.ts';
import { AskedChild } from './asked-child.ts';
import { BenchCity, SCREENS } from './bench-city.ts';
import { scaledCount, scaledSeconds } from './bench-scale.ts';
import { writeCharts } from './chart-file.ts';
import { CityRecord } from './city-record.ts';
import { CHART_COLORS, type ChartPage, type ChartSpan } from './line-chart.ts';
import { liveRow } from './live-row.ts';
import { machineLoadNote } from './machine-load.ts';
import type { ScreenLoadAnswers } from './screen-load.ts';
import type { ItemLatencies } from './tick-log.ts';
import { scopesAt, spreadWalls, wallTopics, type ScreenGroup } from './wall-plan.ts';

const EACH = 1_000;
const PER_SECOND = 500;
const WARM_SECONDS = 8;
/** Sent at a time, until what the slow ones do not read has filled what the machine holds for them … */
const CLOG_SECONDS = 3;
/** … or for so long; a minute after they are behind they are cut off. */
const CLOG_WITHIN_SECONDS = 40;
const SECONDS = 6;
const PAIRS = 3;
/** A minute until they are cut off, and what comes of it. */
const AFTERMATH_SECONDS = 65;
/** With the district's walls, as many topics as a screen may watch. */
const STREETS = 15;

type Progress = (line: string) => void;
type Slow = AskedChild<ScreenLoadAnswers>;

/** The fast ones' latencies of each pair. */
interface Pairs {
  readonly without: ItemLatencies[];
  readonly with: ItemLatencies[];
  readonly spans: ChartSpan[];
}

export async function benchSlowReaders(progress: Progress): Promise<BenchResult> {
  const load = machineLoadNote();
  return BenchCity.with(async (city) => {
    const slow: Slow = new AskedChild({ script: SCREENS });
    try {
      await city.open(spreadWalls(scaledCount(EACH)));
      await city.send(PER_SECOND, scaledSeconds(WARM_SECONDS));
      const record = CityRecord.begin(city);
      const pairs = await measurePairs(city, slow, record, progress);
      const left = await beLeft(city, slow, record, progress);
      await record.end();
      const charts = await writeCharts('slow-readers', pageOf(record, [...pairs.spans, left.span]));
      return { rows: rowsOf(pairs, record, left.connected), notes: [charts, load()] };
    } finally {
      await slow.stop();
    }
  });
}

async function measurePairs(city: BenchCity, slow: Slow, record: CityRecord, progress: Progress): Promise<Pairs> {
  const pairs: Pairs = { without: [], with: [], spans: [] };
  for (let pair = 1; pair <= PAIRS; pair += 1) {
    pairs.without.push(await measure(city));
    const from = record.seconds;
    await hang(city, slow);
    await clog(city, record);
    pairs.with.push(await measure(city));
    const behind = record.latest.behind;
    await slow.ask('close', null);
    pairs.spans.push({ from, to: record.seconds });
    progress(
      `pair ${pair} of ${PAIRS}: p99 ${pairs.without.at(-1)?.p99.toFixed(0)} ms without slow ones, ` +
        `${pairs.with.at(-1)?.p99.toFixed(0)} ms with, ${behind} behind, RSS ${record.latest.megabytes.toFixed(0)} MB`,
    );
  }
  return pairs;
}

/** Whether they hang is for the server to find out: nobody closes them. */
async function beLeft(
  city: BenchCity,
  slow: Slow,
  record: CityRecord,
  progress: Progress,
): Promise<{ readonly span: ChartSpan; readonly connected: number }> {
  const from = record.seconds;
  await hang(city, slow);
  await clog(city, record);
  await city.send(PER_SECOND / 10, scaledSeconds(AFTERMATH_SECONDS));
  const connected = Math.max(0, record.latest.screens - scaledCount(EACH));
  progress(`${connected} slow ones are connected at the end, RSS ${record.latest.megabytes.toFixed(0)} MB`);
  return { span: { from, to: record.lastBehindAt }, connected };
}

const hang = (city: BenchCity, slow: Slow): Promise<number> =>
  city.open(slowWalls(scaledCount(EACH)), { into: slow, hangs: true });

async function clog(city: BenchCity, record: CityRecord): Promise<void> {
  const until = record.seconds + scaledSeconds(CLOG_WITHIN_SECONDS);
  do await city.send(PER_SECOND, CLOG_SECONDS);
  while (record.latest.behind < scaledCount(EACH) && record.seconds < until);
}

const slowWalls = (count: number): ScreenGroup[] => {
  const streets = scopesAt('street', STREETS).flatMap(wallTopics);
  return scopesAt('district').map((scope) => ({ scope, topics: [...wallTopics(scope), ...streets], count }));
};

async function measure(city: BenchCity): Promise<ItemLatencies> {
  return city.latencies(await city.window(PER_SECOND, scaledSeconds(SECONDS)));
}

function rowsOf(pairs: Pairs, record: CityRecord, connected: number): BenchRow[] {
  const label = `${scaledCount(EACH).toLocaleString('en')} fast screens beside as many slow ones, ${PER_SECOND} items/s`;
  const row = (what: string, read: (found: ItemLatencies) => number): BenchRow =>
    liveRow(what, 'ms', pairs.with.map(read), { baselines: pairs.without.map(read) });
  const shares = pairs.spans.map(({ from, to }) => record.between(from, to));
  const most = (read: (sample: (typeof record.samples)[number]) => number): number[] =>
    shares.map((samples) => Math.max(...samples.map(read)));
  const least = pairs.spans.map(({ from }) => record.between(from - SECONDS, from).at(-1)?.megabytes ?? Number.NaN);
  return [
    row(`${label}: item sent → tick received by a fast one, p50`, ({ p50 }) => p50),
    row('… p99', ({ p99 }) => p99),
    row('… longest', ({ max }) => max),
    liveRow('… without slow ones, p99', 'ms', pairs.without.map(({ p99 }) => p99)),
    liveRow('… items not shown to a fast one within 2 s', '', pairs.with.map(({ missing }) => missing)),
    liveRow('… memory of the server (RSS), most with slow ones', 'MB', most(({ megabytes }) => megabytes), { baselines: least }),
    liveRow('… memory of the server (RSS) just before they came', 'MB', least),
    liveRow('… memory of the server (RSS) at the end', 'MB', [record.latest.megabytes]),
    liveRow('… screens behind, most', '', most(({ behind }) => behind)),
    liveRow('… slow ones that are still connected at the end', '', [connected]),
  ];
} // prettier-ignore

const pageOf = (record: CityRecord, spans: readonly ChartSpan[]): ChartPage => {
  const xLabel = 'seconds; shaded: as many slow readers are there';
  const points = (read: (sample: (typeof record.samples)[number]) => number): (readonly [number, number])[] =>
    record.samples.map((sample) => [sample.seconds, read(sample)]);
  const chart = (title: string, name: string, color: string, read: Parameters<typeof points>[0]) => ({
    ...{ title, xLabel, xScale: 'linear' as const, spans },
    lines: [{ name, color, points: points(read) }],
  });
  return {
    title: 'A thousand slow readers among two thousand screens',
    arranged: 'below',
    width: 720,
    charts: [
      chart('Memory of the server (RSS), MB', 'RSS', CHART_COLORS.blue, ({ megabytes }) => megabytes),
      chart('Screens off the ticks', 'citybrain_screens_behind', CHART_COLORS.orange, ({ behind }) => behind),
    ],
  };
};
