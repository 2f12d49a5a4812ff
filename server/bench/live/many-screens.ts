/**
 * Does one process bear ten thousand screens? Its memory, and whether each tick is
 * sent in its time: a tick is missed when the next comes later than two periods, or
 * when the server has said that it sends them at another rate.
 */
import type { BenchRow } from '../bench-row.ts';
import { AskedChild } from './asked-child.ts';
import type { BareAnswers } from './bare-server.ts';
import type { BenchCity } from './bench-city.ts';
import { scaledCount, scaledSeconds } from './bench-scale.ts';
import { requireOpenFiles } from './enough-files.ts';
import { liveRow } from './live-row.ts';
import type { ScreenLoadAnswers } from './screen-load.ts';
import { spreadWalls, scopesAt } from './wall-plan.ts';

export const MANY_SCREENS = 10_000;
const PER_SECOND = 50;
const SECONDS = 8;
const RUNS = 3;
const BUDGET_GB = 2;
const TICK_MS = 250;
const SAMPLE_MS = 500;
const CONNECT_WITHIN_MS = 60_000;
/** The walls of the district: there something changes in each tick. */
const DISTRICT_WALLS = 0;

type Progress = (line: string) => void;

/** Leaves the city without screens. */
export async function measureManyScreens(city: BenchCity, progress: Progress): Promise<BenchRow[]> {
  const screens = scaledCount(MANY_SCREENS);
  requireOpenFiles(screens);
  const bareGigabytes = await measureBare(screens);
  const openedMs = await city.open(spreadWalls(screens));
  progress(`${screens.toLocaleString('en')} screens are current after ${(openedMs / 1_000).toFixed(1)} s`);
  const gigabytes: number[] = [];
  const [missed, longest, processor, pace, own]: number[][] = [[], [], [], [], []];
  for (let run = 1; run <= RUNS; run += 1) {
    let most = 0;
    const sampling = setInterval(() => {
      void city.server.ask('processState', { isCollected: false }).then(
        ({ rssBytes }) => (most = Math.max(most, rssBytes / 1e9)),
        () => undefined,
      );
    }, SAMPLE_MS);
    const { before, after, traffic } = await city.window(PER_SECOND, scaledSeconds(SECONDS));
    clearInterval(sampling);
    const gaps = await city.screens.ask('gaps', { limitMs: 2 * TICK_MS, group: DISTRICT_WALLS });
    gigabytes.push(most);
    const expected = Math.floor((traffic.seconds * 1_000) / TICK_MS);
    missed?.push(Math.max(0, expected - gaps.mostTicks));
    longest?.push(gaps.longestMs);
    pace?.push(Math.max(...traffic.tickMs));
    processor?.push((after.processorMs - before.processorMs) / traffic.seconds / 10);
    own?.push(traffic.processorMs / traffic.seconds / 10);
    progress(
      `${screens} screens, run ${run} of ${RUNS}: ${most.toFixed(2)} GB, ${missed?.at(-1)} of ${expected} ticks missed, ` +
        `longest gap ${gaps.longestMs.toFixed(0)} ms, ticks every ${pace?.at(-1)} ms`,
    );
  }
  await city.screens.ask('close', null);
  const label = `${screens.toLocaleString('en')} screens, ${PER_SECOND} items/s`;
  return [
    liveRow(`${label}: memory of the server (RSS), most`, 'GB', gigabytes, {
      baselines: gigabytes.map(() => bareGigabytes),
      budget: `≤ ${BUDGET_GB} GB`,
      isMet: (value) => value <= BUDGET_GB,
    }),
    liveRow('… a bare ws server with as many', 'GB', [bareGigabytes]),
    liveRow('… ticks missed', '', missed ?? [], { budget: 'none', isMet: (value) => value === 0 }),
    liveRow('… longest time between two ticks', 'ms', longest ?? []),
    liveRow('… between two ticks by the word of the server, most', 'ms', pace ?? []),
    liveRow('… until all were connected and current', 's', [openedMs / 1_000]),
    liveRow('… processor of the server', '%', processor ?? []),
    liveRow('… processor of the screens', '%', own ?? []),
  ];
}

async function measureBare(screens: number): Promise<number> {
  const server = new AskedChild<BareAnswers>({ script: new URL('./bare-server.ts', import.meta.url) });
  const load = new AskedChild<ScreenLoadAnswers>({ script: new URL('./screen-load.ts', import.meta.url) });
  try {
    const groups = scopesAt('district').map((scope) => ({ scope, topics: [], token: null, count: screens }));
    const url = await server.ask('listen', null);
    await load.ask('open', { url, wire: 'bare', groups, withinMs: CONNECT_WITHIN_MS });
    await server.ask('run', { ticks: 20, everyMs: TICK_MS, bytes: 1_000 });
    return (await server.ask('processState', { isCollected: false })).rssBytes / 1e9;
  } finally {
    await Promise.all([load.stop(), server.stop()]);
  }
}
