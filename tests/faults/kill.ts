/**
 * Kills the server, its PostgreSQL, or both, again and again during intake at
 * load, and counts whether every acknowledged item is there exactly once.
 *
 *     node tests/faults/kill.ts --rounds 20 [--senders 4] [--batch 50] [--seed 1] [--json <file>]
 *
 * Ends with 0 when nothing was lost, doubled or amiss. Loopback and a temporary
 * directory only.
 */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ServerProcess, TARGETS } from '../support/server-process.ts';
import { runKillRound, type RoundFigures } from './kill-round.ts';
import { Ledger } from './ledger.ts';
import { SteadySender } from './steady-sender.ts';

const FEED = 'faults';
const [SHORTEST_LOAD_MS, LONGEST_LOAD_MS] = [300, 1_500];

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    senders: { type: 'string', default: '4' },
    batch: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    json: { type: 'string' },
  },
});

const directory = await mkdtemp(join(tmpdir(), 'citybrain-faults-'));
await chmod(directory, 0o755);
const server = await ServerProcess.on(directory);
try {
  process.exitCode = await killAgainAndAgain();
} finally {
  await server.stop();
  await rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

async function killAgainAndAgain(): Promise<number> {
  await server.start();
  const token = await makeToken('--kind', 'feed', '--feed', FEED);
  const reader = await makeToken('--kind', 'api');
  const ledger = new Ledger();
  const sender = { url: server.url, token, feed: FEED, batchSize: Number(values.batch), ledger };
  const senders = Array.from({ length: Number(values.senders) }, () => new SteadySender(sender));
  const random = seeded(Number(values.seed));
  const rounds: RoundFigures[] = [];
  print(['round', 'kills', 'load ms', 'in flight', 'ready ms', 'acknowledged', 'held', 'lost', 'doubled', 'amiss']);
  for (let round = 1; round <= Number(values.rounds); round++) {
    const target = TARGETS[(round - 1) % TARGETS.length] ?? 'both';
    const loadMs = Math.round(SHORTEST_LOAD_MS + random() * (LONGEST_LOAD_MS - SHORTEST_LOAD_MS));
    const figures = await runKillRound({ server, senders, ledger, feed: FEED, reader }, round, target, loadMs);
    rounds.push(figures);
    const { inFlight, readyMs, acknowledged, held, lost, doubled, complaints } = figures;
    print([round, target, loadMs, inFlight, readyMs, acknowledged, held, lost, doubled, complaints.join('; ') || '-']);
  }
  const exitCode = await server.stop();
  const isClean = rounds.every(({ lost, doubled, complaints }) => lost + doubled + complaints.length === 0);
  const summary = {
    rounds: rounds.length,
    sent: ledger.sentCount,
    acknowledged: ledger.acknowledgedCount,
    ...ledger.counts,
    lost: rounds.at(-1)?.lost,
    doubled: rounds.at(-1)?.doubled,
    exitCode,
    isClean: isClean && exitCode === 0,
  };
  for (const [name, value] of Object.entries(summary)) process.stdout.write(`${name.padEnd(14)} ${value}\n`);
  if (values.json !== undefined) {
    const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version };
    await writeFile(values.json, `${JSON.stringify({ machine, options: values, summary, rounds }, null, 2)}\n`);
  }
  return summary.isClean ? 0 : 1;
}

async function makeToken(...args: string[]): Promise<string> {
  const secret = /^secret:\s+(\S+)/m.exec(await server.command('token', 'create', ...args))?.[1];
  if (secret === undefined) throw new Error('no secret was printed');
  return secret;
}

/** mulberry32: the moments of the kills, the same for a seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function print(cells: readonly (string | number)[]): void {
  const widths = [5, 8, 7, 9, 8, 12, 7, 4, 7, 0];
  process.stdout.write(`${cells.map((cell, index) => String(cell).padStart(widths[index] ?? 0)).join('  ')}\n`);
}
