import { instant, type Instant, type StreamKind } from '@citybrain/domain';
import { formatTime } from './local-time.ts';
import {
  emptySummary,
  postItems,
  type IntakeTarget,
  type SimulationPorts,
  type SimulationSummary,
} from './post-items.ts';
import type { SentItem } from './send.ts';

export interface SimulationRun extends IntakeTarget {
  /** Ordered by send time. */
  readonly items: Iterable<SentItem>;
  /** Where the virtual clock begins. */
  readonly startsAt: Instant;
  /**
   * 1: what lies in the past is sent as fast as it is taken, then in step with the
   * clock. Above 1: the virtual clock runs that much faster from `startsAt` until it
   * has caught up with the clock. Nothing is ever sent before its time.
   */
  readonly speed: number;
  /** One feed for everything; by default {@link SIMULATED_FEEDS}. */
  readonly feed?: string;
  readonly batchSize?: number;
}

export const SIMULATED_FEEDS: Readonly<Record<StreamKind, string>> = {
  ticket: 'simulated-tickets',
  station: 'simulated-stations',
  incident: 'simulated-incidents',
};

const DEFAULT_BATCH_SIZE = 2000;
/** Items due within this time travel together. */
const TICK_MS = 500;
const PROGRESS_EVERY_MS = 2000;

/** Sends items until they end or the signal aborts. Holds at most one batch per feed. */
export async function runSimulation(
  run: SimulationRun,
  ports: SimulationPorts,
  signal: AbortSignal,
): Promise<SimulationSummary> {
  const summary = emptySummary();
  const batches = new Map<string, SentItem[]>();
  const progress = progressLog(run, summary, ports);
  const virtualNow = virtualClock(run, ports.now);
  const flush = async (feed: string): Promise<void> => {
    const batch = batches.get(feed) ?? [];
    batches.delete(feed);
    if (batch.length > 0) await postItems(run, feed, batch, summary, ports, signal);
  };
  for (const sent of run.items) {
    while (sent.sendAt > virtualNow() && !signal.aborted) {
      for (const feed of [...batches.keys()]) await flush(feed);
      progress.caughtUp(sent.sendAt > ports.now());
      await ports.sleep(Math.max((sent.sendAt - virtualNow()) / run.speed, TICK_MS), signal);
    }
    if (signal.aborted) return summary;
    const feed = run.feed ?? SIMULATED_FEEDS[sent.kind];
    const batch = batches.get(feed);
    if (batch) batch.push(sent);
    else batches.set(feed, [sent]);
    if ((batches.get(feed)?.length ?? 0) >= (run.batchSize ?? DEFAULT_BATCH_SIZE)) await flush(feed);
    progress.sending(sent.sendAt);
  }
  for (const feed of [...batches.keys()]) await flush(feed);
  return summary;
}

function virtualClock({ speed, startsAt }: SimulationRun, now: () => number): () => number {
  const startedAt = now();
  return () => (speed > 1 ? Math.min(now(), startsAt + (now() - startedAt) * speed) : now());
}

function progressLog(run: SimulationRun, summary: SimulationSummary, ports: SimulationPorts) {
  const startedAt = ports.now();
  let loggedAt = startedAt;
  let hasCaughtUp = false;
  const counts = (): string =>
    `${summary.accepted} accepted, ${summary.duplicate} duplicate, ${summary.rejected} rejected`;
  return {
    sending(at: Instant): void {
      if (hasCaughtUp || ports.now() - loggedAt < PROGRESS_EVERY_MS) return;
      loggedAt = ports.now();
      const percent = Math.floor((100 * (at - run.startsAt)) / Math.max(1, startedAt - run.startsAt));
      ports.log(`simulated city at ${formatTime(instant(at), 'offset')} (${Math.min(percent, 100)} %): ${counts()}`);
    },
    caughtUp(isLive: boolean): void {
      if (hasCaughtUp || !isLive) return;
      hasCaughtUp = true;
      ports.log(`simulated city is live after ${((ports.now() - startedAt) / 1000).toFixed(1)} s: ${counts()}`);
    },
  };
}
