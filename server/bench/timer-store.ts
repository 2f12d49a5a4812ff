/**
 * Is the timer on time, and how soon after a downtime is everything in the log? A
 * whole server on its embedded PostgreSQL, synced to disk, with many running
 * clocks: first with 10,000 deadlines that passed while no server ran, then with
 * 50 that pass each second. The baseline of the first is the intake of the same
 * tickets into the same store.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { HOUR_MS } from '@citybrain/domain';
import { compose, type CityServer } from '../src/compose.ts';
import { readConfig } from '../src/config.ts';
import type { BenchRow } from './bench-row.ts';

const OVERDUE = 10_000;
const PER_SECOND = 50;
const SECONDS = 20;
const BATCH = 1_000;
const LATENESS_BUDGET_MS = 1_000;
const DOWNTIME_BUDGET_S = 10;
const SECOND_MS = 1_000;
const FEED = { name: 'bench', home: null, zone: 'Asia/Shanghai' };

interface Deadline {
  readonly id: string;
  readonly reportedAt: number;
  readonly dueAt: number;
}

export async function benchTimerStore(clocks: number, progress: (line: string) => void): Promise<BenchRow[]> {
  const directory = await mkdtemp(join(tmpdir(), 'citybrain-bench-'));
  // PostgreSQL runs as another user when this is root's.
  await chmod(directory, 0o755);
  const environment = { CITYBRAIN_DATA: directory, PORT: '0', CITYBRAIN_DEMO: '0', CITYBRAIN_LOG_LEVEL: 'error' };
  const open = (): Promise<CityServer> => compose({ config: readConfig(environment, directory) });
  try {
    const perSecond = await fill(await open(), clocks, progress);
    const server = await open();
    try {
      const rows = [...(await catchUp(server, perSecond, progress)), ...(await keepUp(server, progress))];
      return rows.map((one) => ({ ...one, what: `${clocks.toLocaleString('en')} clocks, ${one.what}` }));
    } finally {
      await server.close();
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** A server that never listens times nothing: what passes meanwhile is found by the next one. */
async function fill(server: CityServer, clocks: number, progress: (line: string) => void): Promise<number> {
  const now = Date.now();
  const running = Array.from({ length: clocks }, (_, index) => ({
    ...{ id: `running ${index}`, reportedAt: now - HOUR_MS },
    dueAt: now + 24 * HOUR_MS + index * 100,
  }));
  const overdue = Array.from({ length: OVERDUE }, (_, index) => ({
    ...{ id: `overdue ${index}`, reportedAt: now - 30 * HOUR_MS },
    dueAt: now - 20 * HOUR_MS + index * 100,
  }));
  const startedAt = performance.now();
  await take(server, [...running, ...overdue]);
  const perSecond = (clocks + OVERDUE) / ((performance.now() - startedAt) / SECOND_MS);
  await server.close();
  progress(`${(clocks + OVERDUE).toLocaleString('en')} tickets are in the store`);
  return perSecond;
}

async function take({ intake }: Pick<CityServer, 'intake'>, deadlines: readonly Deadline[]): Promise<void> {
  for (let start = 0; start < deadlines.length; start += BATCH) {
    const items = deadlines.slice(start, start + BATCH).map(({ id, reportedAt, dueAt }, index) => {
      const times = { reportedAt: new Date(reportedAt).toISOString(), dueAt: new Date(dueAt).toISOString() };
      return {
        index,
        fault: null,
        raw: () => Buffer.alloc(0),
        value: { kind: 'ticket', id, title: '路面积水', ...times },
      };
    });
    const { accepted } = await intake.take(items, FEED);
    if (accepted !== items.length) throw new Error(`${accepted} of ${items.length} tickets were accepted`);
  }
}

/** From the start of the server until all that passed before it is in the log, while somebody else writes too. */
async function catchUp(
  server: CityServer,
  intakePerSecond: number,
  progress: (line: string) => void,
): Promise<BenchRow[]> {
  const loop = monitorEventLoopDelay({ resolution: 5 });
  loop.enable();
  const startedAt = performance.now();
  await server.listen();
  const listenedMs = performance.now() - startedAt;
  const others: number[] = [];
  for (let index = 0; (await countMarks(server, 'overdue %')) < 3 * OVERDUE; index += 1) {
    if (performance.now() - startedAt > 120 * SECOND_MS) throw new Error('the timer does not catch up');
    const askedAt = performance.now();
    const now = Date.now();
    await take(server, [{ id: `other ${index}`, reportedAt: now, dueAt: now + 48 * HOUR_MS }]);
    others.push(performance.now() - askedAt);
    await sleep(50);
  }
  const seconds = (performance.now() - startedAt) / SECOND_MS;
  loop.disable();
  progress(`caught up after ${seconds.toFixed(1)} s`);
  const marksPerSecond = (3 * OVERDUE) / seconds;
  return [
    row(`${OVERDUE.toLocaleString('en')} overdue at start: all in the log after`, 's', [seconds], {
      ...{ budget: `≤ ${DOWNTIME_BUDGET_S} s`, met: seconds <= DOWNTIME_BUDGET_S },
    }),
    row('marks a second meanwhile, against the intake of tickets', '/s', [marksPerSecond], {
      ...{ baseline: intakePerSecond, ratio: marksPerSecond / intakePerSecond },
    }),
    row('intake of tickets into the same store', '/s', [intakePerSecond]),
    row('start to listening', 'ms', [listenedMs]),
    row('one item of somebody else meanwhile, median', 'ms', [quantile(others, 0.5)]),
    row('one item of somebody else meanwhile, longest', 'ms', [quantile(others, 1)]),
    row('longest stop of the event loop meanwhile', 'ms', [loop.max / 1e6]),
  ];
}

/** Deadlines that pass evenly, each after its warning. */
async function keepUp(server: CityServer, progress: (line: string) => void): Promise<BenchRow[]> {
  const now = Date.now();
  const firstAt = now + 15 * SECOND_MS;
  const deadlines = Array.from({ length: PER_SECOND * SECONDS }, (_, index) => ({
    ...{ id: `passing ${index}`, reportedAt: now - 60 * SECOND_MS },
    dueAt: Math.round(firstAt + (index * SECOND_MS) / PER_SECOND),
  }));
  await take(server, deadlines);
  progress(`${PER_SECOND} deadlines a second for ${SECONDS} s`);
  await sleep(firstAt + (SECONDS + 2) * SECOND_MS - Date.now());
  const found = await server.store.database.query<{ late: number }>(
    `SELECT extract(epoch FROM recorded_at - happened_at)::float8 * 1000 AS late FROM events
     JOIN tickets ON stream = 'ticket-' || tickets.id
     WHERE source_id LIKE 'passing %' AND type = 'TicketClockBreached' AND happened_at >= $1`,
    [new Date(firstAt)],
  );
  if (found.length !== deadlines.length) throw new Error(`${found.length} of ${deadlines.length} breaches are marked`);
  const late = found.map((one) => one.late);
  const spread = [Math.min(...late), Math.max(...late)] as const;
  const budgeted = (what: string, share: number): BenchRow => {
    const value = quantile(late, share);
    const met = value <= LATENESS_BUDGET_MS;
    return {
      ...row(`lateness of a breach, ${what}`, 'ms', [value]),
      spread,
      budget: `≤ ${LATENESS_BUDGET_MS} ms`,
      met,
    };
  };
  return [budgeted('p50', 0.5), budgeted('p99', 0.99), budgeted('max', 1)];
}

async function countMarks({ store }: CityServer, like: string): Promise<number> {
  const [found] = await store.database.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM events JOIN tickets ON stream = 'ticket-' || tickets.id
     WHERE source_id LIKE $1 AND caused_by = 'system:timer'`,
    [like],
  );
  return found?.count ?? 0;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

function row(
  what: string,
  unit: string,
  [value = Number.NaN]: readonly number[],
  rest: Partial<BenchRow> = {},
): BenchRow {
  const none = { baseline: null, ratio: null, budget: null, met: null };
  return { what, value, unit, ...none, runs: 1, spread: [value, value], ...rest };
}
