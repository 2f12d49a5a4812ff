/** Loaded into a server that is measured (`node --import`): answers over IPC how it is. */
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How a server is when asked. */
export interface ServerState {
  /** Of all threads since the process began, whatever else ran on the machine. */
  readonly processorMs: number;
  /** With garbage. */
  readonly rssBytes: number;
  /** After a full collection. */
  readonly heapBytes: number;
  /** Since it was asked last, or since it began. */
  readonly longestStopMs: number;
}

const loop = monitorEventLoopDelay({ resolution: 5 });
loop.enable();

process.on('message', () => {
  const longestStopMs = loop.max / 1e6;
  const { user, system } = process.cpuUsage();
  const rssBytes = process.memoryUsage.rss();
  globalThis.gc?.();
  const { heapUsed } = process.memoryUsage();
  const state: ServerState = { processorMs: (user + system) / 1_000, rssBytes, heapBytes: heapUsed, longestStopMs };
  process.send?.(state);
  loop.reset();
});
// A question is answered, but nobody stays alive for one.
process.channel?.unref();
