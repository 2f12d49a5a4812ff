/**
 * How soon are ten thousand screens current again when all lose the server at once?
 * First the network fails for a moment: the same server afterwards holds no more than
 * before. Then the server is killed and started again on the same port. Screens try
 * again with the back-off of the web app's client and say what they hold; current is
 * who has an answer for each of its topics.
 */
import type { BenchRow } from '../bench-row.ts';
import type { BenchResult } from '../intake.ts';
import { BenchCity } from './bench-city.ts';
import { scaledCount } from './bench-scale.ts';
import { requireOpenFiles } from './enough-files.ts';
import { liveRow } from './live-row.ts';
import type { ProcessState } from './process-state.ts';
import { readMetrics } from './read-metrics.ts';
import type { Returned } from './screen-load.ts';
import { spreadWalls } from './wall-plan.ts';

const SCREENS = 10_000;
/** What the city has before: it comes with each picture. */
const FIRST = { perSecond: 500, seconds: 2 } as const;
const CUTS = 3;
const KILLS = 2;
const BACK_WITHIN_MS = 120_000;
/** Before what is held is looked at: what was closed has to be gone. */
const SETTLE_MS = 3_000;

type Progress = (line: string) => void;

interface Held extends ProcessState {
  readonly screens: number;
  readonly subscriptions: number;
}

export const benchStorm = (progress: Progress): Promise<BenchResult> =>
  BenchCity.with(async (city) => {
    const screens = scaledCount(SCREENS);
    requireOpenFiles(screens);
    await city.send(FIRST.perSecond, FIRST.seconds);
    const openedMs = await city.open(spreadWalls(screens), { keepsRevisions: true });
    progress(`${screens.toLocaleString('en')} screens are current after ${(openedMs / 1_000).toFixed(1)} s`);
    await city.screens.ask('comeBack', null);
    const before = await held(city);
    const cut = await cutOften(city, screens, progress);
    const after = await held(city);
    const killed = await killOften(city, screens, progress);
    return { rows: [...rowsOf(screens, openedMs, cut, killed), ...rowsOfHeld(before, after)], notes: notesOf(before, after) };
  }); // prettier-ignore

interface Comeback extends Returned {
  /** When the first screen could have come back at the earliest: the server listened. */
  readonly listeningMs: number;
  readonly triedBefore: number;
}

async function cutOften(city: BenchCity, screens: number, progress: Progress): Promise<Comeback[]> {
  const found: Comeback[] = [];
  for (let run = 1; run <= CUTS; run += 1) {
    const triedBefore = (await city.screens.ask('returned', { since: 0, withinMs: 0 })).attempts;
    const since = await city.screens.ask('cutAll', null);
    const returned = await city.screens.ask('returned', { since, withinMs: BACK_WITHIN_MS });
    found.push({ ...returned, listeningMs: 0, triedBefore });
    say(progress, `network away, run ${run} of ${CUTS}`, screens, returned);
  }
  return found;
}

async function killOften(city: BenchCity, screens: number, progress: Progress): Promise<Comeback[]> {
  const found: Comeback[] = [];
  for (let run = 1; run <= KILLS; run += 1) {
    const triedBefore = (await city.screens.ask('returned', { since: 0, withinMs: 0 })).attempts;
    const { killedAt, listeningAt } = await city.restart();
    const returned = await city.screens.ask('returned', { since: killedAt, withinMs: BACK_WITHIN_MS });
    found.push({ ...returned, listeningMs: listeningAt - killedAt, triedBefore });
    say(progress, `server killed, run ${run} of ${KILLS}, listening after ${((listeningAt - killedAt) / 1_000).toFixed(1)} s`, screens, returned);
  }
  return found;
} // prettier-ignore

async function held(city: BenchCity): Promise<Held> {
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const metrics = await readMetrics(city.url);
  const read = (name: string): number => metrics.get(`citybrain_${name}`) ?? Number.NaN;
  const state = await city.server.ask('processState', { isCollected: true });
  return { ...state, screens: read('screens'), subscriptions: read('subscriptions') };
}

function rowsOf(screens: number, openedMs: number, cut: readonly Comeback[], killed: readonly Comeback[]): BenchRow[] {
  const label = `${screens.toLocaleString('en')} screens`;
  const last = ({ afterMs }: Comeback): number => Math.max(...afterMs) / 1_000;
  const middle = ({ afterMs }: Comeback): number => (afterMs.toSorted()[afterMs.length >> 1] ?? Number.NaN) / 1_000;
  const attempts = (run: Comeback): number => (run.attempts - run.triedBefore) / screens;
  const lost = (runs: readonly Comeback[]): number[] => runs.map(({ current }) => screens - current);
  const first = cut.map(() => openedMs / 1_000);
  return [
    liveRow(`${label}, network away: all current again after`, 's', cut.map(last), { baselines: first }),
    liveRow('… one in two after', 's', cut.map(middle)),
    liveRow('… attempts of a screen', '', cut.map(attempts)),
    liveRow('… never came back', '', lost(cut)),
    liveRow('… the first connection of all, 1,000 under way at a time', 's', [openedMs / 1_000]),
    liveRow(`${label}, server killed: all current again after`, 's', killed.map(last), {
      baselines: killed.map(({ listeningMs }) => listeningMs / 1_000),
    }),
    liveRow('… one in two after', 's', killed.map(middle)),
    liveRow(
      '… the server listening again after',
      's',
      killed.map(({ listeningMs }) => listeningMs / 1_000),
    ),
    liveRow('… attempts of a screen', '', killed.map(attempts)),
    liveRow('… never came back', '', lost(killed)),
  ];
}

/** After the cuts against before them: what stays over is a leak. */
function rowsOfHeld(before: Held, after: Held): BenchRow[] {
  const row = (what: string, unit: string, read: (held: Held) => number): BenchRow =>
    liveRow(`after ${CUTS} cuts against before: ${what}`, unit, [read(after)], { baselines: [read(before)] });
  return [
    row('screens', '', ({ screens }) => screens),
    row('subscriptions', '', ({ subscriptions }) => subscriptions),
    row('heap after a full collection', 'MB', ({ heapBytes }) => heapBytes / 1e6),
    row('memory of the process (RSS)', 'MB', ({ rssBytes }) => rssBytes / 1e6),
    row('timers', '', ({ resources }) => resources['Timeout'] ?? 0),
  ];
}

function notesOf(before: Held, after: Held): string[] {
  const list = ({ resources }: Held): string =>
    Object.entries(resources)
      .map(([kind, count]) => `${kind} ${count}`)
      .join(', ');
  return [`What the server's event loop held before: ${list(before)}; after: ${list(after)}.`];
}

function say(progress: Progress, what: string, screens: number, { current, afterMs }: Returned): void {
  progress(`${what}: ${current} of ${screens} current, the last after ${(Math.max(...afterMs) / 1_000).toFixed(1)} s`);
}
