/** How a process that is measured is. */
export interface ProcessState {
  readonly processorMs: number;
  readonly rssBytes: number;
  /** After a full collection where one was asked for. */
  readonly heapBytes: number;
  /** What the event loop keeps open, by kind: sockets, timers; empty unless a collection was asked for. */
  readonly resources: Readonly<Record<string, number>>;
}

/** @param isCollected whether a full collection comes first. */
export function processState({ isCollected }: { readonly isCollected: boolean }): ProcessState {
  if (isCollected) globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  const resources: Record<string, number> = {};
  // A list of ten thousand names takes time that is not the server's.
  const open = isCollected ? process.getActiveResourcesInfo() : [];
  for (const kind of open) resources[kind] = (resources[kind] ?? 0) + 1;
  return { processorMs: (user + system) / 1_000, rssBytes: rss, heapBytes: heapUsed, resources };
}
