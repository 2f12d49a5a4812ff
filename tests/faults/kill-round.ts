import { setTimeout as sleep } from 'node:timers/promises';
import { openStoreForCommand } from '../../server/src/log/store/open-store.ts';
import type { ServerProcess, Target } from '../support/server-process.ts';
import { readHeldItems } from './held-items.ts';
import type { Ledger } from './ledger.ts';
import type { SteadySender } from './steady-sender.ts';

export interface RoundFigures {
  readonly round: number;
  readonly target: Target;
  /** Load before the kill. */
  readonly loadMs: number;
  /** Requests on their way when it came. */
  readonly inFlight: number;
  readonly acknowledgedBefore: number;
  /** From the kill until the server is ready again. */
  readonly readyMs: number;
  readonly acknowledged: number;
  readonly held: number;
  readonly lost: number;
  readonly doubled: number;
  readonly complaints: readonly string[];
}

export interface KillRoundOptions {
  readonly server: ServerProcess;
  readonly senders: readonly SteadySender[];
  readonly ledger: Ledger;
  readonly feed: string;
  /** Bearer that may read the measures. */
  readonly reader: string;
}

const PICTURE_WITHIN_MS = 15_000;

/**
 * Load, a kill amid it, a restart, and, once the senders have had everything
 * acknowledged, the comparison. What was acknowledged is never sent again, so
 * that nothing covers up its loss.
 */
export async function runKillRound(
  options: KillRoundOptions,
  round: number,
  target: Target,
  loadMs: number,
): Promise<RoundFigures> {
  const { server, senders, ledger, feed } = options;
  for (const sender of senders) sender.start();
  await sleep(loadMs);
  const inFlight = senders.filter((sender) => sender.isWaiting).length;
  const acknowledgedBefore = ledger.acknowledgedCount;
  const killedAt = performance.now();
  await server.kill(target);
  await server.start();
  const readyMs = performance.now() - killedAt;
  await Promise.all(senders.map((sender) => sender.finish()));
  const store = await openStoreForCommand({ dataDirectory: server.dataDirectory });
  try {
    const held = await readHeldItems(store.database, feed);
    const difference = ledger.compare(held.reports);
    const complaints = [...held.complaints];
    if (difference.unknown.length > 0) complaints.push(`${difference.unknown.length} items were never sent`);
    if (held.reports.size !== ledger.sentCount)
      complaints.push(`${ledger.sentCount} items sent, ${held.reports.size} held`);
    if (!(await showsOpenTickets(options, held.openTickets)))
      complaints.push('the live picture differs from the store');
    return {
      ...{ round, target, loadMs, inFlight, acknowledgedBefore, readyMs: Math.round(readyMs) },
      acknowledged: ledger.acknowledgedCount,
      held: held.reports.size,
      lost: difference.lost.length,
      doubled: difference.doubled.length,
      complaints,
    };
  } finally {
    await store.close();
  }
}

/** Whether the wall's number comes to agree with the store's. */
async function showsOpenTickets({ server, reader }: KillRoundOptions, expected: number): Promise<boolean> {
  const end = performance.now() + PICTURE_WITHIN_MS;
  for (;;) {
    const response = await fetch(`${server.url}/api/v1/measures`, { headers: { authorization: `Bearer ${reader}` } });
    const { measures } = (await response.json()) as { measures?: { open: number } };
    if (measures?.open === expected) return true;
    if (performance.now() > end) return false;
    await sleep(100);
  }
}
