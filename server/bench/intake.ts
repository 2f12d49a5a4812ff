/**
 * How much of what PostgreSQL can take does intake use? The baseline is a bare
 * client that sends the very statements of the measured run, recorded before, to
 * the same kind of database: the same rows to the same tables and indexes in the
 * same batches, and nothing else.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant, DAY_MS } from '@citybrain/domain';
import { generateTickets, schematicShibei } from '@citybrain/simulator';
import { cityOf } from '../src/city.ts';
import { CommandBus } from '../src/commands/command-bus.ts';
import { schematicRegions } from '../src/default-regions.ts';
import { Intake } from '../src/feeds/intake.ts';
import { readJsonItems } from '../src/feeds/read-items.ts';
import type { Database } from '../src/log/database.ts';
import { PostgresEventLog } from '../src/log/postgres-event-log.ts';
import { Quarantine } from '../src/log/quarantine.ts';
import { openStore } from '../src/log/store/open-store.ts';
import { median, spreadOf, type BenchRow } from './bench-row.ts';
import { profile, type Cost } from './cpu-profile.ts';
import { recordingDatabase, type Statement } from './recording-database.ts';

const ITEMS = 20_000;
const PER_REQUEST = 500;
const RUNS = 5;
const BUDGET = 0.5;

export interface BenchResult {
  readonly rows: readonly BenchRow[];
  readonly notes: readonly string[];
}

export async function benchIntake(progress: (line: string) => void): Promise<BenchResult> {
  const directory = await mkdtemp(join(tmpdir(), 'citybrain-bench-'));
  // PostgreSQL runs as another user when this is root's.
  await chmod(directory, 0o755);
  const store = await openStore({ dataDirectory: directory });
  try {
    const bodies = makeBodies();
    const transactions: Statement[][] = [];
    await empty(store.database);
    await runIntake(recordingDatabase(store.database, transactions), bodies);
    progress(`warm; ${transactions.length} transactions of ${PER_REQUEST} items recorded`);
    const ours: number[] = [];
    const bare: number[] = [];
    const single: number[] = [];
    for (let run = 1; run <= RUNS; run += 1) {
      await empty(store.database);
      ours.push(await perSecond(() => runIntake(store.database, bodies)));
      await empty(store.database);
      bare.push(await perSecond(() => runBare(store.database, transactions)));
      await empty(store.database);
      single.push(await perSecond(() => runSingleTable(store.database, transactions)));
      progress(
        `run ${run} of ${RUNS}: intake ${Math.round(ours.at(-1) ?? 0)}/s, bare ${Math.round(bare.at(-1) ?? 0)}/s`,
      );
    }
    await empty(store.database);
    const costs = await profile(() => runIntake(store.database, bodies), 3);
    return { rows: rowsOf(ours, bare, single), notes: notesOf(costs) };
  } finally {
    await store.close();
    await rm(directory, { recursive: true, force: true });
  }
}

function makeBodies(): Buffer[] {
  const to = Date.now();
  const items = [
    ...generateTickets(ITEMS, 7, { geography: schematicShibei(), from: instant(to - DAY_MS), to: instant(to) }),
  ];
  const bodies: Buffer[] = [];
  for (let at = 0; at < items.length; at += PER_REQUEST) {
    bodies.push(Buffer.from(JSON.stringify(items.slice(at, at + PER_REQUEST))));
  }
  return bodies;
}

/** The same pages of the same tables each time: a run leaves nothing to the next. */
async function empty(database: Database): Promise<void> {
  await database.execute('ALTER TABLE events DISABLE TRIGGER events_are_append_only');
  await database.execute('TRUNCATE events, tickets, quarantine');
  await database.execute('ALTER TABLE events ENABLE TRIGGER events_are_append_only');
  await database.execute('UPDATE log_head SET sequence = 0');
  await database.execute('CHECKPOINT');
}

async function runIntake(database: Database, bodies: readonly Buffer[]): Promise<void> {
  const now = (): ReturnType<typeof instant> => instant(Date.now());
  const bus = new CommandBus({ log: new PostgresEventLog(database), now, onAppended: () => undefined });
  const { geography } = cityOf({ ...schematicRegions(), version: 1 });
  const intake = new Intake({ submit: bus, quarantine: new Quarantine(database), geography: () => geography, now });
  const feed = { name: 'bench', home: null, zone: 'Asia/Shanghai' };
  // Two requests under way, as from two senders: while one is written the next is checked.
  let next = 0;
  let accepted = 0;
  const send = async (): Promise<void> => {
    for (let body = bodies[next++]; body; body = bodies[next++]) {
      const answer = await intake.take(readJsonItems(body, PER_REQUEST), feed);
      accepted += answer.accepted;
    }
  };
  await Promise.all([send(), send()]);
  if (accepted !== ITEMS) throw new Error(`${accepted} of ${ITEMS} items were accepted`);
}

async function runBare(database: Database, transactions: readonly Statement[][]): Promise<void> {
  for (const statements of transactions) {
    await database.transaction(async (transaction) => {
      for (const { text, values } of statements) await transaction.query(text, values);
    });
  }
}

/** The events alone, without query tables and head: what is often quoted as "inserts per second". */
async function runSingleTable(database: Database, transactions: readonly Statement[][]): Promise<void> {
  for (const statements of transactions) {
    const insert = statements.find(({ text }) => text.includes('INSERT INTO events'));
    if (insert) await database.execute(insert.text, insert.values);
  }
}

async function perSecond(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return ITEMS / ((performance.now() - start) / 1000);
}

function rowsOf(ours: readonly number[], bare: readonly number[], single: readonly number[]): BenchRow[] {
  const ratio = median(ours.map((value, run) => value / (bare[run] ?? Number.NaN)));
  const row = (what: string, values: readonly number[], rest: Partial<BenchRow> = {}): BenchRow => ({
    what,
    value: median(values),
    unit: 'items/s',
    baseline: null,
    ratio: null,
    budget: null,
    met: null,
    runs: values.length,
    spread: spreadOf(values),
    ...rest,
  });
  return [
    row('durable intake', ours, {
      baseline: median(bare),
      ratio,
      budget: `≥ ${BUDGET} × the bare client`,
      met: ratio >= BUDGET,
    }),
    row('bare client, same rows, same tables, same batches', bare),
    row('bare insert into one table', single),
  ];
}

const notesOf = (costs: readonly Cost[]): string[] => [
  'Costliest functions of intake, by their own time outside of waiting:',
  ...costs.map(({ where, share }) => `  ${(share * 100).toFixed(1).padStart(5)} %  ${where}`),
];
