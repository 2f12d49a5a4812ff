/**
 * Two servers on one PostgreSQL, a feed at each, screens on both: one server is
 * killed under load and comes back. Counts what was acknowledged and is not in the
 * log, or is twice; deadlines that are marked twice or not at all; and entries of the
 * log at which two screens, whatever their server, showed different things.
 *
 *     node tests/faults/two-servers.ts [--load-ms 4000] [--away-ms 4000]
 *
 * Ends with 0 when all of these are none.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { RegionId } from '@citybrain/domain';
import { openTestStore } from '../../server/src/log/store/test-store.ts';
import { ServerProcess } from '../support/server-process.ts';
import { readMarks } from './duty-ledger.ts';
import { readHeldItems } from './held-items.ts';
import { Ledger } from './ledger.ts';
import { SteadySender } from './steady-sender.ts';
import { WatchingScreen } from './watching-screen.ts';

const FEED = 'faults';
const DEADLINES = 'deadlines';
const SCOPE = 'nbs:370203000000' as RegionId;
const AGREE_WITHIN_MS = 30_000;

const { values } = parseArgs({
  options: { 'load-ms': { type: 'string', default: '4000' }, 'away-ms': { type: 'string', default: '4000' } },
});
const [loadMs, awayMs] = [Number(values['load-ms']), Number(values['away-ms'])];

const directory = await mkdtemp(join(tmpdir(), 'citybrain-two-'));
const store = await openTestStore();
const servers: ServerProcess[] = [];
const screens: WatchingScreen[] = [];
try {
  process.exitCode = (await run()) ? 0 : 1;
} finally {
  for (const screen of screens) screen.stop();
  for (const server of servers) await server.stop();
  await store.close();
  await rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

async function run(): Promise<boolean> {
  const [one, other] = [await startServer(), await startServer()];
  const [feed, deadlines] = [
    await tokenOf(one, 'feed', '--feed', FEED),
    await tokenOf(one, 'feed', '--feed', DEADLINES),
  ];
  const reader = await tokenOf(one, 'api', '--name', 'screens');
  for (const { url } of [one, other, one, other]) screens.push(new WatchingScreen(url, reader, SCOPE));
  const ledger = new Ledger();
  const senders = [one, other].map(
    ({ url }) => new SteadySender({ ...{ url, token: feed, feed: FEED, batchSize: 20, ledger } }),
  );
  const due = await sendDeadlines(other, deadlines);
  for (const sender of senders) sender.start();
  await sleep(loadMs);
  await one.kill('server');
  await sleep(awayMs);
  await one.start();
  await sleep(loadMs);
  await Promise.all(senders.map((sender) => sender.finish()));
  await sleep(Math.max(0, due.lastAt + 3_000 - Date.now()));
  const areAgreed = await agree();
  return judge(ledger, due.count, areAgreed);
}

async function startServer(): Promise<ServerProcess> {
  const home = await mkdtemp(join(directory, 'server-'));
  const server = await ServerProcess.on(home, { databaseUrl: store.databaseUrl });
  servers.push(server);
  await server.start();
  return server;
}

async function tokenOf(server: ServerProcess, kind: string, ...rest: string[]): Promise<string> {
  const printed = await server.command('token', 'create', '--kind', kind, ...rest);
  const secret = /^secret:\s+(\S+)/m.exec(printed)?.[1];
  if (secret === undefined) throw new Error('no secret was printed');
  return secret;
}

/** Tickets whose deadlines pass while servers come and go. */
async function sendDeadlines({ url }: ServerProcess, token: string): Promise<{ count: number; lastAt: number }> {
  const count = 200;
  const firstAt = Date.now() + 2_000;
  const lastAt = firstAt + 2 * loadMs + awayMs;
  const items = Array.from({ length: count }, (_, index) => ({
    ...{ kind: 'ticket', id: `due-${index}`, title: '路灯不亮' },
    reportedAt: new Date(firstAt - 60_000).toISOString(),
    dueAt: new Date(Math.round(firstAt + ((lastAt - firstAt) * index) / count)).toISOString(),
  }));
  const response = await fetch(`${url}/api/v1/feeds/${DEADLINES}/items`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(items),
  });
  const answer = (await response.json()) as { accepted?: number };
  if (answer.accepted !== count) throw new Error(`not all were accepted: ${JSON.stringify(answer).slice(0, 500)}`);
  return { count, lastAt };
}

/** Whether all screens come to show the head of the log, and the same there. */
async function agree(): Promise<boolean> {
  const end = performance.now() + AGREE_WITHIN_MS;
  while (performance.now() < end) {
    const [head] = await store.database.query<{ sequence: number }>('SELECT sequence FROM log_head');
    const shown = screens.map((screen) => screen.shown.get(head?.sequence ?? -1));
    if (shown[0] !== undefined && shown.every((hash) => hash === shown[0])) return true;
    await sleep(200);
  }
  return false;
}

/** Entries of the log at which more than one screen was looked at, and those at which they differed. */
function compareScreens(): { compared: number; different: number } {
  const bySequence = new Map<number, string[]>();
  for (const { shown } of screens) {
    for (const [sequence, hash] of shown) bySequence.set(sequence, [...(bySequence.get(sequence) ?? []), hash]);
  }
  const several = [...bySequence.values()].filter(({ length }) => length > 1);
  return { compared: several.length, different: several.filter((hashes) => new Set(hashes).size > 1).length };
}

async function judge(ledger: Ledger, deadlines: number, areAgreed: boolean): Promise<boolean> {
  const held = await readHeldItems(store.database, FEED);
  const { lost, doubled, unknown } = ledger.compare(held.reports);
  const marks = (await readMarks(store.database, DEADLINES)).filter(({ tier }) => tier === 'breached');
  const { compared, different } = compareScreens();
  const figures = {
    acknowledged: ledger.acknowledgedCount,
    requestsLostOnTheWay: ledger.counts.lostRequests,
    lost: lost.length,
    doubled: doubled.length,
    unknown: unknown.length,
    complaints: held.complaints.join('; ') || 'none',
    deadlines,
    unmarked: deadlines - marks.length,
    markedTwice: marks.filter(({ count }) => count !== 1).length,
    screens: screens.length,
    entriesCompared: compared,
    entriesDifferent: different,
    gaps: screens.reduce((sum, { gapCount }) => sum + gapCount, 0),
    allAgreeAtTheHead: areAgreed,
    longestWithoutPictureMs: Math.round(Math.max(...screens.map(({ longestGapMs }) => longestGapMs))),
  };
  for (const [name, value] of Object.entries(figures)) process.stdout.write(`${name.padEnd(26)} ${String(value)}\n`);
  const wrong = figures.lost + figures.doubled + figures.unknown + figures.unmarked + figures.markedTwice + different;
  const isClean = wrong + figures.gaps === 0 && areAgreed && compared > 10 && held.complaints.length === 0;
  process.stdout.write(`${'isClean'.padEnd(26)} ${isClean}\n`);
  return isClean;
}
