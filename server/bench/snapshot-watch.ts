import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 5;
const UNFINISHED = '.unfinished';
const FINISHED = '.snapshot';

const directoryOf = (dataDirectory: string): string => join(dataDirectory, 'snapshots');
const namesIn = (dataDirectory: string): Promise<string[]> => readdir(directoryOf(dataDirectory)).catch(() => []);

export const hasSnapshot = async (dataDirectory: string): Promise<boolean> =>
  (await namesIn(dataDirectory)).some((name) => name.endsWith(FINISHED));

export const removeSnapshots = (dataDirectory: string): Promise<void> =>
  rm(directoryOf(dataDirectory), { recursive: true, force: true });

/** What a snapshot is on the disk, and how long it was being written. */
export interface SnapshotFile {
  readonly bytes: number;
  readonly seconds: number;
}

/** Waits until a first snapshot is on the disk; null when none comes within `withinMs`. */
export async function watchSnapshot(dataDirectory: string, withinMs: number): Promise<SnapshotFile | null> {
  const until = performance.now() + withinMs;
  let begunAt: number | null = null;
  while (performance.now() < until) {
    const names = await namesIn(dataDirectory);
    const finished = names.find((name) => name.endsWith(FINISHED));
    if (finished) {
      const seconds = (performance.now() - (begunAt ?? performance.now())) / 1_000;
      return { bytes: (await stat(join(directoryOf(dataDirectory), finished))).size, seconds };
    }
    if (names.some((name) => name.endsWith(UNFINISHED))) begunAt ??= performance.now();
    await sleep(POLL_MS);
  }
  return null;
}
