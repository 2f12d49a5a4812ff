/**
 * How long after a feed has sent an item do a thousand screens show it? From just
 * before the request that carries it until each screen that has to show it has
 * received the first tick that covers it. The baseline is the same with one screen.
 */
import { scaledCount, scaledSeconds } from './bench-scale.ts';
import type { BenchRow } from '../bench-row.ts';
import type { BenchCity, Window } from './bench-city.ts';
import { liveRow } from './live-row.ts';
import type { ItemLatencies } from './tick-log.ts';
import { spreadWalls } from './wall-plan.ts';

const SCREENS = 1_000;
const PER_SECOND = 500;
const SECONDS = 10;
const RUNS = 3;
const BUDGET_MS = 400;

interface Measured extends ItemLatencies {
  readonly window: Window;
}

/** Leaves the city without screens. */
export async function measureWait(city: BenchCity, progress: (line: string) => void): Promise<BenchRow[]> {
  const screens = scaledCount(SCREENS);
  const alone = await measure(city, 1, progress);
  const many = await measure(city, screens, progress);
  const figures = (runs: readonly Measured[], read: (run: Measured) => number): number[] => runs.map(read);
  const label = `${PER_SECOND} items/s, ${screens.toLocaleString('en')} screens`;
  const row = (what: string, read: (run: Measured) => number, isBudgeted = false): BenchRow =>
    liveRow(`${label}: item sent → tick received, ${what}`, 'ms', figures(many, read), {
      baselines: figures(alone, read),
      ...(isBudgeted && { budget: `≤ ${BUDGET_MS} ms`, isMet: (value) => value <= BUDGET_MS }),
    });
  const perSecond = (read: (window: Window) => number): number[] =>
    many.map(({ window }) => read(window) / window.traffic.seconds);
  return [
    row('p50', ({ p50 }) => p50),
    row('p99', ({ p99 }) => p99, true),
    row('longest', ({ max }) => max),
    ...(['p50', 'p99', 'max'] as const).map((key) =>
      liveRow(`… of that, sent → durable and answered, ${key}`, 'ms', figures(many, ({ window }) => window.sent.answered[key])),
    ),
    liveRow('… the same with one screen, p99', 'ms', figures(alone, ({ p99 }) => p99)),
    liveRow('… items not shown within 2 s', '', figures(many, ({ missing }) => missing)),
    liveRow('… items accepted', '/s', many.map(({ window }) => window.sent.accepted / window.sent.seconds)),
    liveRow('… ticks sent', '/s', perSecond(({ traffic }) => traffic.groups.reduce((sum, { messages }) => sum + messages, 0))),
    liveRow('… processor of the server', '%', perSecond(({ before, after }) => (after.processorMs - before.processorMs) / 10)),
    liveRow('… processor of the screens', '%', perSecond(({ traffic }) => traffic.processorMs / 10)),
    liveRow('… processor of the feed', '%', perSecond(({ sent }) => sent.processorMs / 10)),
  ];
} // prettier-ignore

async function measure(city: BenchCity, screens: number, progress: (line: string) => void): Promise<Measured[]> {
  await city.open(spreadWalls(screens));
  await city.send(PER_SECOND, 3);
  const runs: Measured[] = [];
  for (let run = 1; run <= RUNS; run += 1) {
    const window = await city.window(PER_SECOND, scaledSeconds(screens === 1 ? SECONDS / 2 : SECONDS));
    const found = await city.latencies(window);
    runs.push({ ...found, window });
    progress(
      `${screens} screens, run ${run} of ${RUNS}: p50 ${found.p50.toFixed(0)}, p99 ${found.p99.toFixed(0)}, ` +
        `longest ${found.max.toFixed(0)} ms of ${found.count.toLocaleString('en')}`,
    );
  }
  await city.screens.ask('close', null);
  return runs;
}
