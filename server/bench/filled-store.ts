/**
 * A store as it is after a year and a half: tickets whose lives were decided by the
 * rules of the domain, in a log that is valid in every respect. Written past the
 * server, by COPY, because ten million events through it would take an hour.
 */
import { chmod, mkdir, mkdtemp, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY_MS, instant, type Instant } from '@citybrain/domain';
import type { PoolClient } from 'pg';
import { compose } from '../src/compose.ts';
import { readConfig } from '../src/config.ts';
import type { Database } from '../src/log/database.ts';
import { openStore } from '../src/log/store/open-store.ts';
import { putOn, writeBulk } from './bulk-table.ts';
import { checkFilled } from './check-filled.ts';
import { copyInto } from './copy-into.ts';
import { FillPlan, type FillSize } from './fill-plan.ts';
import { makeTemplates } from './make-templates.ts';

type Progress = (line: string) => void;

export interface FillOptions extends Partial<Omit<FillSize, 'tickets'>> {
  /** Of the server; made when missing. */
  readonly directory: string;
  /** A PostgreSQL to fill in place of the embedded one; its database is empty. */
  readonly databaseUrl?: string;
  readonly tickets: number;
  readonly now?: Instant;
  readonly progress?: Progress;
}

/** What a filled store holds; lies in its directory as `filled.json`. */
export interface Filled extends FillSize {
  readonly openTickets: number;
  readonly events: number;
  /** When it was filled: the newest event is not after it. */
  readonly now: Instant;
  readonly seconds: number;
  readonly bytes: number;
}

const OPEN_SHARE = 0.1;
const EVENTS_PER_TICKET = 10;
/** Before every event; by then the city has its regions and its organisation. */
const FOUNDED_DAYS_AGO = 1_000;
/** Of the filled database, with what PostgreSQL writes beside it until the next checkpoint. */
const BYTES_PER_EVENT = 1_100;
const BYTES_BESIDE = 3.5e9;
const KEEP = 'CITYBRAIN_BENCH_KEEP';
const MANIFEST = 'filled.json';

/** Settings of a server that only serves what is there. */
export const quietEnvironment = (directory: string): Record<string, string> => ({
  ...{ CITYBRAIN_DATA: directory, PORT: '0', CITYBRAIN_DEMO: '0', CITYBRAIN_LOG_LEVEL: 'error' },
});

/** Fills a store that is empty. @throws Error when the disk has no room for it, or what was written is not as it should be */
export async function fillStore(options: FillOptions): Promise<Filled> {
  const { directory, tickets, progress = () => undefined, now = wholeSecond(Date.now()) } = options;
  const { openShare = OPEN_SHARE, eventsPerTicket = EVENTS_PER_TICKET } = options;
  const size = { tickets, openShare, eventsPerTicket };
  await mkdir(directory, { recursive: true });
  if (!options.databaseUrl) await requireRoom(directory, tickets * eventsPerTicket * BYTES_PER_EVENT + BYTES_BESIDE);
  const startedAt = performance.now();
  await found(options, instant(now - FOUNDED_DAYS_AGO * DAY_MS));
  const store = await openStore({ dataDirectory: directory, databaseUrl: options.databaseUrl });
  try {
    const plan = new FillPlan(makeTemplates(now, await columnsOfTickets(store.database)), size, now);
    progress(`${tickets.toLocaleString('en')} tickets with ${plan.eventCount.toLocaleString('en')} events are planned`);
    await write(store.database, plan, progress);
    await checkFilled(store.database, plan);
    const seconds = (performance.now() - startedAt) / 1_000;
    const bytes = await sizeOf(store.database);
    progress(`filled and checked in ${Math.round(seconds)} s; ${(bytes / 1e9).toFixed(1)} GB`);
    const filled = { ...size, openTickets: plan.openCount, events: plan.eventCount, now, seconds, bytes };
    await writeFile(join(directory, MANIFEST), `${JSON.stringify(filled, null, 2)}\n`);
    return filled;
  } finally {
    await store.close();
  }
}

/**
 * `work` on a store with so many tickets. With CITYBRAIN_BENCH_KEEP it stays in
 * that directory and is used again; else it is made in the system's directory for
 * temporary files and removed.
 */
export async function withFilledStore<Result>(
  tickets: number,
  progress: Progress,
  work: (directory: string, filled: Filled) => Promise<Result>,
): Promise<Result> {
  const kept = process.env[KEEP];
  if (kept) {
    const directory = join(kept, `tickets-${tickets}`);
    return work(directory, (await readFilled(directory)) ?? (await fillAnew(directory, tickets, progress)));
  }
  const directory = await mkdtemp(join(tmpdir(), 'citybrain-bench-'));
  try {
    return await work(directory, await fillAnew(directory, tickets, progress));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function fillAnew(directory: string, tickets: number, progress: Progress): Promise<Filled> {
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  // PostgreSQL runs as another user when this is root's.
  await chmod(directory, 0o755);
  return fillStore({ directory, tickets, progress });
}

async function readFilled(directory: string): Promise<Filled | null> {
  const text = await readFile(join(directory, MANIFEST), 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as Filled);
}

async function requireRoom(directory: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(directory);
  const free = bavail * bsize;
  if (free >= bytes) return;
  const gigabytes = (count: number): string => `${(count / 1e9).toFixed(1)} GB`;
  const advice = `name another disk with TMPDIR or ${KEEP}, or a smaller --tickets`;
  throw new Error(`${directory} has ${gigabytes(free)} free, and the store takes ${gigabytes(bytes)}: ${advice}`);
}

/** A first start: migrations, regions, organisation, in the past. */
async function found({ directory, databaseUrl }: FillOptions, at: Instant): Promise<void> {
  const environment = { ...quietEnvironment(directory), ...(databaseUrl && { DATABASE_URL: databaseUrl }) };
  const server = await compose({ config: readConfig(environment, directory), clock: { now: () => at } });
  await server.close();
}

async function columnsOfTickets(database: Database): Promise<string[]> {
  const rows = await database.query<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute
     WHERE attrelid = 'tickets'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
  );
  return rows.map(({ name }) => name);
}

async function write(database: Database, plan: FillPlan, progress: Progress): Promise<void> {
  const [head] = await database.query<{ sequence: number }>('SELECT sequence FROM log_head');
  const [events, tickets] = [await database.connect(), await database.connect()];
  try {
    const offEvents = await writeBulk(events, 'events', () =>
      copyEvents(events, plan, head?.sequence ?? 0, (count) =>
        progress(`${count.toLocaleString('en')} of ${plan.eventCount.toLocaleString('en')} events`),
      ),
    );
    progress('the events are written; their indexes and the tickets are next');
    await Promise.all([
      putOn(events, 'events', offEvents),
      writeTickets(tickets, plan).then((offTickets) => putOn(tickets, 'tickets', offTickets)),
    ]);
    await events.query('UPDATE log_head SET sequence = sequence + $1', [plan.eventCount]);
    await events.query('CHECKPOINT');
  } finally {
    // A session with settings of its own is not given to anybody else.
    events.release(true);
    tickets.release(true);
  }
}

async function copyEvents(client: PoolClient, plan: FillPlan, head: number, say: (count: number) => void): Promise<void> {
  const columns = 'sequence, stream, version, type, type_version, happened_at, recorded_at, caused_by, data';
  const statement = `COPY events (${columns}) FROM STDIN WITH (FREEZE)`;
  const written = await copyInto(client, statement, plan.eventLines(head), say);
  if (written !== plan.eventCount) throw new Error(`${written} of ${plan.eventCount} events were written`);
} // prettier-ignore

const writeTickets = (client: PoolClient, plan: FillPlan): ReturnType<typeof writeBulk> =>
  writeBulk(client, 'tickets', async () => {
    await copyInto(client, 'COPY tickets FROM STDIN WITH (FREEZE)', plan.rowLines());
  });

async function sizeOf(database: Database): Promise<number> {
  const [found] = await database.query<{ bytes: number }>('SELECT pg_database_size(current_database()) AS bytes');
  return found?.bytes ?? Number.NaN;
}

const wholeSecond = (at: number): Instant => instant(Math.floor(at / 1_000) * 1_000);
