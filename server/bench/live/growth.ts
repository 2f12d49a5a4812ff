/**
 * How does the live path grow? One figure each for more screens, more tickets and more
 * items a second, the others kept: from the sending of an item to the tick on each
 * screen that has to show it, and the processor of the server meanwhile.
 */
import { median, type BenchRow } from '../bench-row.ts';
import type { BenchOptions } from '../bench-options.ts';
import { withFilledStore } from '../filled-store.ts';
import type { BenchResult } from '../intake.ts';
import { BenchCity } from './bench-city.ts';
import { scaledCount, scaledSeconds } from './bench-scale.ts';
import { writeCharts } from './chart-file.ts';
import { requireOpenFiles } from './enough-files.ts';
import { CHART_COLORS, type Chart, type ChartLine } from './line-chart.ts';
import { liveRow } from './live-row.ts';
import { machineLoadNote } from './machine-load.ts';
import { spreadWalls } from './wall-plan.ts';

const SCREENS = [100, 1_000, 10_000];
const ITEMS = [50, 500, 2_000];
const TICKETS = [10_000, 100_000, 1_000_000];
/** Beyond it only when asked for: filling takes minutes. */
const MOST_TICKETS = 100_000;
/** What is kept while something else grows. */
const KEPT = { screens: 1_000, perSecond: 50 } as const;
const WARM_SECONDS = 3;
const SECONDS = 6;
const RUNS = 2;

type Progress = (line: string) => void;

interface Grown {
  /** How many there were of what grows. */
  readonly size: number;
  readonly p50: readonly number[];
  readonly p99: readonly number[];
  /** Of one processor, in per cent. */
  readonly processor: readonly number[];
}

interface Axis {
  readonly name: string;
  /** What grows, in words. */
  readonly what: string;
  readonly beside: string;
  readonly grown: readonly Grown[];
}

/** @param options.tickets up to how many; the million only when it is asked for. */
export async function benchGrowth(progress: Progress, options: BenchOptions): Promise<BenchResult> {
  requireOpenFiles(scaledCount(Math.max(...SCREENS)));
  const load = machineLoadNote();
  const [screens, items] = await growLive(progress);
  const tickets = await growTickets(options.tickets ?? MOST_TICKETS, progress);
  const kept = `${KEPT.screens.toLocaleString('en')} screens`;
  const axes: Axis[] = [
    { name: 'growth-screens', what: 'screens', beside: `${KEPT.perSecond} items/s`, grown: screens },
    { name: 'growth-tickets', what: 'tickets', beside: `${kept}, ${KEPT.perSecond} items/s`, grown: tickets },
    { name: 'growth-items', what: 'items a second', beside: kept, grown: items },
  ];
  const drawn = [];
  for (const axis of axes) drawn.push(await draw(axis));
  return { rows: axes.flatMap(rowsOf), notes: [...axes.map(slopeOf), ...drawn, load()] };
}

/** In one city, which has some thousand tickets at the end. */
const growLive = (progress: Progress): Promise<readonly [screens: Grown[], items: Grown[]]> =>
  BenchCity.with(async (city) => {
    const screens: Grown[] = [];
    for (const count of SCREENS) screens.push(await measure(city, count, KEPT.perSecond, count, progress));
    const items: Grown[] = screens.filter(({ size }) => size === KEPT.screens).map((same) => ({ ...same, size: KEPT.perSecond }));
    for (const perSecond of ITEMS.filter((one) => one !== KEPT.perSecond)) {
      items.push(await measure(city, KEPT.screens, perSecond, perSecond, progress));
    }
    return [screens, items] as const;
  }); // prettier-ignore

async function growTickets(most: number, progress: Progress): Promise<Grown[]> {
  const grown: Grown[] = [];
  for (const tickets of TICKETS.filter((count) => count <= most).map(scaledCount)) {
    const found = await withFilledStore(tickets, progress, (directory) =>
      BenchCity.with((city) => measure(city, KEPT.screens, KEPT.perSecond, tickets, progress), directory),
    );
    grown.push(found);
  }
  return grown;
}

/** Leaves the city without screens. */
async function measure(
  city: BenchCity,
  screens: number,
  perSecond: number,
  size: number,
  progress: Progress,
): Promise<Grown> {
  await city.open(spreadWalls(scaledCount(screens)));
  await city.send(perSecond, WARM_SECONDS);
  const grown = { size, p50: [] as number[], p99: [] as number[], processor: [] as number[] };
  for (let run = 1; run <= RUNS; run += 1) {
    const window = await city.window(perSecond, scaledSeconds(SECONDS));
    const { p50, p99 } = await city.latencies(window);
    grown.p50.push(p50);
    grown.p99.push(p99);
    grown.processor.push((window.after.processorMs - window.before.processorMs) / window.traffic.seconds / 10);
  }
  await city.screens.ask('close', null);
  progress(
    `${screens.toLocaleString('en')} screens, ${perSecond} items/s (${size.toLocaleString('en')}): ` +
      `p50 ${median(grown.p50).toFixed(0)}, p99 ${median(grown.p99).toFixed(0)} ms, ` +
      `processor ${median(grown.processor).toFixed(0)} %`,
  );
  return grown;
}

function rowsOf({ what, beside, grown }: Axis): BenchRow[] {
  return grown.flatMap(({ size, p50, p99, processor }) => {
    const label = `${size.toLocaleString('en')} ${what}, ${beside}`;
    return [
      liveRow(`${label}: item sent → tick received, p50`, 'ms', p50),
      liveRow('… p99', 'ms', p99),
      liveRow('… processor of the server', '%', processor),
    ];
  });
}

async function draw({ name, what, beside, grown }: Axis): Promise<string> {
  const line = (label: string, color: string, key: 'p50' | 'p99' | 'processor', values: 'above' | 'below'): ChartLine => ({
    ...{ name: label, color, values },
    points: grown.map((one) => [one.size, median(one[key])] as const),
  });
  const chart = (title: string, lines: readonly ChartLine[]): Chart => ({ title, xLabel: what, xScale: 'log', lines });
  return writeCharts(name, {
    ...{ title: `More ${what}, with ${beside}`, arranged: 'beside', width: 380 },
    charts: [
      chart('Item sent → tick received, ms', [
        line('p99', CHART_COLORS.orange, 'p99', 'above'),
        line('p50', CHART_COLORS.blue, 'p50', 'below'),
      ]),
      chart('Processor of the server, % of one', [line('processor', CHART_COLORS.green, 'processor', 'above')]),
    ],
  });
} // prettier-ignore

/** From the first to the last figure, in words. */
function slopeOf({ what, grown }: Axis): string {
  const [first, last] = [grown[0], grown.at(-1)];
  if (!first || !last || first === last) return `More ${what}: measured at one size.`;
  const times = (key: 'p50' | 'p99' | 'processor'): string => {
    const factor = median(last[key]) / median(first[key]);
    const each = 10 ** (Math.log10(factor) / Math.log10(last.size / first.size));
    return `${factor.toFixed(1)} × (${each.toFixed(2)} × for each ten times)`;
  };
  return (
    `${(last.size / first.size).toLocaleString('en')} × as many ${what}: ` +
    `p50 ${times('p50')}, p99 ${times('p99')}, processor ${times('processor')}.`
  );
}
