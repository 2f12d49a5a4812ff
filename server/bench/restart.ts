/**
 * How soon is a server back? The real `citybrain serve` in a process of its own on a
 * store that is filled already, from the start of the process until `/readyz`
 * answers 200: out of a snapshot and the events after it, in order and after
 * `kill -9`. The baseline is the same out of the whole log, once.
 */
import { median, spreadOf, type BenchRow } from './bench-row.ts';
import type { BenchOptions } from './bench-options.ts';
import { withFilledStore } from './filled-store.ts';
import type { BenchResult } from './intake.ts';
import { WITHOUT_NEW_SNAPSHOTS, writeTail } from './log-tail.ts';
import type { ServerState } from './restart-probe.ts';
import { ServedProcess } from './served-process.ts';
import { hasSnapshot, removeSnapshots, watchSnapshot } from './snapshot-watch.ts';

const TICKETS = 1_000_000;
/** For how it grows; the first shows what a start costs without any city. */
const SMALLER = [100, 10_000, 100_000];
const RUNS = 5;
const KILLS = 3;
const BUDGET_S = 5;
/** As many as a server writes before its next snapshot. */
const TAIL_EVENTS = 20_000;
const SNAPSHOT_WITHIN_MS = 15 * 60_000;

type Progress = (line: string) => void;

export async function benchRestart(progress: Progress, options: BenchOptions): Promise<BenchResult> {
  const { tickets = TICKETS, isWithoutBaseline = false } = options;
  const rows: BenchRow[] = [];
  for (const size of [...SMALLER.filter((smaller) => smaller < tickets), tickets]) {
    rows.push(
      ...(await withFilledStore(size, progress, async (directory) => {
        const before =
          isWithoutBaseline && (await hasSnapshot(directory)) ? null : await startOfLog(directory, progress);
        return named(size, before, await restarts(directory, before, progress));
      })),
    );
  }
  const notes = [
    `Out of a snapshot: with ${TAIL_EVENTS.toLocaleString('en')} events after it. Heap: after a full collection.`,
    'A server that is killed leaves its PostgreSQL behind, which the next one stops and starts anew.',
  ];
  return { rows, notes };
}

interface OfLog {
  readonly seconds: number;
  readonly rows: readonly BenchRow[];
}

function named(tickets: number, before: OfLog | null, rows: readonly BenchRow[]): BenchRow[] {
  const all = [...(before?.rows ?? []), ...rows];
  return all.map((one) => ({ ...one, what: `${tickets.toLocaleString('en')} tickets: ${one.what}` }));
}

/** Without a snapshot; it leaves one behind, and events that are not in it. */
async function startOfLog(directory: string, progress: Progress): Promise<OfLog> {
  await removeSnapshots(directory);
  const server = await ServedProcess.start(directory, { CITYBRAIN_SNAPSHOT_EVENTS: '1' });
  const seconds = server.readyMs / 1_000;
  progress(`ready after ${seconds.toFixed(1)} s out of the whole log`);
  const rows = [
    row('ready, out of the whole log', 's', [seconds]),
    ...rowsOfState('the whole log', await server.state()),
  ];
  const snapshot = await watchSnapshot(directory, SNAPSHOT_WITHIN_MS);
  const { longestStopMs } = await server.state();
  await server.stop();
  if (!snapshot) throw new Error('the server writes no snapshot');
  await writeTail(directory, TAIL_EVENTS);
  rows.push(
    row('a snapshot on the disk', 'MB', [snapshot.bytes / 1e6]),
    row('writing it', 's', [snapshot.seconds]),
    row('longest stop of the event loop meanwhile', 'ms', [longestStopMs]),
  );
  return { seconds, rows };
}

/** Each start finds the same snapshot and the same events after it, but for what its timer adds. */
async function restarts(directory: string, before: OfLog | null, progress: Progress): Promise<BenchRow[]> {
  const ready: number[] = [];
  const states: ServerState[] = [];
  let server = await ServedProcess.start(directory, WITHOUT_NEW_SNAPSHOTS);
  for (let run = 1; run <= RUNS; run += 1) {
    await server.stop();
    server = await ServedProcess.start(directory, WITHOUT_NEW_SNAPSHOTS);
    ready.push(server.readyMs / 1_000);
    states.push(await server.state());
    progress(`run ${run} of ${RUNS}: ready after ${(server.readyMs / 1_000).toFixed(2)} s out of a snapshot`);
  }
  const killed: number[] = [];
  for (let run = 1; run <= KILLS; run += 1) {
    const killedAt = performance.now();
    await server.kill();
    server = await ServedProcess.start(directory, WITHOUT_NEW_SNAPSHOTS);
    killed.push((performance.now() - killedAt) / 1_000);
  }
  await server.stop();
  const value = median(ready);
  const against = before ? { baseline: before.seconds, ratio: value / before.seconds } : {};
  const budget = { budget: `≤ ${BUDGET_S} s`, met: value <= BUDGET_S };
  return [
    row('ready, out of a snapshot', 's', ready, { ...against, ...budget }),
    row('from kill -9 to ready, out of a snapshot', 's', killed),
    ...rowsOfState('a snapshot', ...states),
  ];
}

const rowsOfState = (source: string, ...states: readonly ServerState[]): BenchRow[] => [
  row(`its own processor time until ready, out of ${source}`, 's', states.map(({ processorMs }) => processorMs / 1e3)),
  row(`RSS when ready, out of ${source}`, 'MB', states.map(({ rssBytes }) => rssBytes / 1e6)),
  row(`heap, out of ${source}`, 'MB', states.map(({ heapBytes }) => heapBytes / 1e6)),
  row(`longest stop of the event loop until ready, out of ${source}`, 'ms', states.map((state) => state.longestStopMs)),
]; // prettier-ignore

const row = (what: string, unit: string, values: readonly number[], rest: Partial<BenchRow> = {}): BenchRow => ({
  ...{ what, value: median(values), unit, baseline: null, ratio: null, budget: null, met: null },
  ...{ runs: values.length, spread: spreadOf(values), ...rest },
});
