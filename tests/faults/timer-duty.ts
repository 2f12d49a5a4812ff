/**
 * Two servers on one PostgreSQL, and deadlines that pass all the time: kills or
 * freezes the one that works the timer, and counts whether every deadline is in
 * the log exactly once, dated to when it passed, and how soon the other goes on.
 *
 *     node tests/faults/timer-duty.ts [--rounds kill,freeze] [--per-second 50] [--on-time-ms 1000]
 *
 * Ends with 0 when nothing is missing, doubled, misdated or later than it may be.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openTestStore } from '../../server/src/log/store/test-store.ts';
import { ServerProcess } from '../support/server-process.ts';
import { readHolder, readMarks, type DutyHolder, type HeldMark } from './duty-ledger.ts';

const FEED = 'faults';
const TAKEOVER_WITHIN_MS = 10_000;
/** From the first deadline of a round to the fault, and from the takeover to its last deadline. */
const [BEFORE_MS, AFTER_MS] = [5_000, 6_000];
/** Room for the tickets to be sent. */
const AHEAD_MS = 4_000;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: 'kill,freeze' },
    'per-second': { type: 'string', default: '50' },
    'on-time-ms': { type: 'string', default: '1000' },
  },
});
const perSecond = Number(values['per-second']);
const onTimeMs = Number(values['on-time-ms']);

const directory = await mkdtemp(join(tmpdir(), 'citybrain-duty-'));
const store = await openTestStore();
const servers: ServerProcess[] = [];
try {
  process.exitCode = await runRounds(values.rounds.split(','));
} finally {
  for (const server of servers) {
    server.setFrozen(false);
    await server.stop();
  }
  await store.close();
  await rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

async function runRounds(faults: readonly string[]): Promise<number> {
  for (const _ of ['one', 'other']) {
    const home = await mkdtemp(join(directory, 'server-'));
    const server = await ServerProcess.on(home, { databaseUrl: store.databaseUrl });
    servers.push(server);
    await server.start();
  }
  const secret = /^secret:\s+(\S+)/m.exec(
    (await servers[0]?.command('token', 'create', '--kind', 'feed', '--feed', FEED)) ?? '',
  )?.[1];
  if (secret === undefined) throw new Error('no secret was printed');
  let isClean = true;
  for (const [round, fault] of faults.entries()) isClean = (await runRound(round, fault, secret)) && isClean;
  print('isClean', isClean);
  return isClean ? 0 : 1;
}

async function runRound(round: number, fault: string, secret: string): Promise<boolean> {
  const before = await holder();
  const held = servers.find(({ pid }) => pid === before.pid);
  const other = servers.find(({ pid }) => pid !== before.pid);
  if (!held || !other) throw new Error(`the duty is held by ${before.pid}, which is no server here`);
  const firstAt = Date.now() + AHEAD_MS;
  const lastAt = firstAt + BEFORE_MS + TAKEOVER_WITHIN_MS + AFTER_MS;
  const sent = await sendTickets(other, secret, round, firstAt, lastAt);

  await sleep(firstAt + BEFORE_MS - Date.now());
  const faultAt = Date.now();
  if (fault === 'kill') await held.kill('server');
  else held.setFrozen(true);
  const after = await nextHolder(before, faultAt + TAKEOVER_WITHIN_MS);
  const takenMs = Date.now() - faultAt;
  await sleep(lastAt - AFTER_MS / 2 - Date.now());
  if (fault === 'kill') await held.start();
  else held.setFrozen(false);
  await sleep(lastAt + 2_000 + onTimeMs - Date.now());
  const marks = (await readMarks(store.database, FEED)).filter(({ id, tier }) => sent.has(id) && tier === 'breached');
  return judge({ round, fault, faultAt, takenMs, isTaken: after.pid === other.pid, sent, marks });
}

interface Judged {
  readonly round: number;
  readonly fault: string;
  readonly faultAt: number;
  readonly takenMs: number;
  readonly isTaken: boolean;
  /** Deadline by id. */
  readonly sent: ReadonlyMap<string, number>;
  readonly marks: readonly HeldMark[];
}

function judge({ round, fault, faultAt, takenMs, isTaken, sent, marks }: Judged): boolean {
  const goneAt = faultAt - onTimeMs;
  const backAt = faultAt + takenMs + onTimeMs;
  const lateness = (chosen: readonly HeldMark[]): number =>
    Math.round(Math.max(0, ...chosen.map(({ at, recordedAt }) => recordedAt - at)));
  const figures = {
    deadlines: sent.size,
    missing: sent.size - marks.length,
    doubled: marks.filter(({ count }) => count !== 1).length,
    misdated: marks.filter(({ id, at }) => sent.get(id) !== at).length,
    takenMs,
    isTakenByTheOther: isTaken,
    latestMs: lateness(marks.filter(({ at }) => at < goneAt || at > backAt)),
    latestOfTheGapMs: lateness(marks.filter(({ at }) => at >= goneAt && at <= backAt)),
  };
  for (const [name, value] of Object.entries(figures)) print(`${round + 1} ${fault} ${name}`, value);
  const { missing, doubled, misdated, latestMs } = figures;
  return missing + doubled + misdated === 0 && isTaken && takenMs <= TAKEOVER_WITHIN_MS && latestMs <= onTimeMs;
}

/** Sends tickets whose deadlines are spread evenly; answers the deadline of each. */
async function sendTickets(
  { url }: ServerProcess,
  secret: string,
  round: number,
  firstAt: number,
  lastAt: number,
): Promise<Map<string, number>> {
  const sent = new Map<string, number>();
  for (let at = firstAt; at < lastAt; at += 1_000 / perSecond) sent.set(`${round}-${sent.size}`, Math.round(at));
  const reportedAt = new Date(Date.now() - 60_000).toISOString();
  const items = [...sent].map(([id, at]) => ({
    ...{ kind: 'ticket', id, title: '路面积水', reportedAt, dueAt: new Date(at).toISOString() },
  }));
  const response = await fetch(`${url}/api/v1/feeds/${FEED}/items`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify(items),
  });
  const answer = (await response.json()) as { accepted?: number };
  if (answer.accepted !== sent.size) throw new Error(`not all were accepted: ${JSON.stringify(answer).slice(0, 500)}`);
  return sent;
}

async function holder(): Promise<DutyHolder> {
  for (let left = 100; left > 0; left -= 1) {
    const found = await readHolder(store.database);
    if (found && servers.some(({ pid }) => pid === found.pid)) return found;
    await sleep(100);
  }
  throw new Error('nobody took the duty of the timer');
}

async function nextHolder({ epoch }: DutyHolder, until: number): Promise<DutyHolder> {
  for (;;) {
    const found = await readHolder(store.database);
    if (found && found.epoch > epoch) return found;
    if (Date.now() > until) throw new Error('nobody took the duty over');
    await sleep(20);
  }
}

function print(name: string, value: unknown): void {
  process.stdout.write(`${name.padEnd(30)} ${String(value)}\n`);
}
