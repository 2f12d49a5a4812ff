import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../../observe/fault.ts';
import { judgePostmaster, parsePostmasterFile, withPid, type PostmasterFile } from './postmaster-file.ts';
import { readProcess } from './process-identity.ts';
import { waitUntil } from './wait-until.ts';

export interface LeftOverOptions {
  readonly clusterDirectory: string;
  readonly onProgress: (line: string) => void;
  /** How long a fast shutdown may take. */
  readonly patienceMs?: number;
}

const PATIENCE_MS = 30_000;
const IMMEDIATE_PATIENCE_MS = 10_000;

/**
 * Stops the postmaster that an earlier, killed server left running on this
 * cluster. A process that merely got its pid is never signalled.
 * @returns the file it left, undefined when there was none.
 * @throws Fault STORE-107 when it does not end.
 */
export async function stopLeftOverPostmaster(options: LeftOverOptions): Promise<PostmasterFile | undefined> {
  const path = join(options.clusterDirectory, 'postmaster.pid');
  const text = await readFile(path, 'utf8').catch(() => '');
  const file = parsePostmasterFile(text);
  if (!file) return undefined;
  const state = await stateOf(file, options.clusterDirectory);
  if (state === 'running') {
    options.onProgress(`stopping the PostgreSQL (process ${file.pid}) that a killed server left running`);
    await stop(file, options);
  } else if (state === 'foreign') {
    await writeFile(path, withPid(text, process.pid));
  }
  return file;
}

const stateOf = async (file: PostmasterFile, clusterDirectory: string) =>
  judgePostmaster(file, await readProcess(file.pid), clusterDirectory);

async function stop(file: PostmasterFile, options: LeftOverOptions): Promise<void> {
  const steps: readonly (readonly [NodeJS.Signals, number])[] = [
    ['SIGINT', options.patienceMs ?? PATIENCE_MS],
    ['SIGQUIT', IMMEDIATE_PATIENCE_MS],
  ];
  for (const [signal, patienceMs] of steps) {
    try {
      process.kill(file.pid, signal);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ESRCH') return;
      throw new Fault('STORE-107', `process ${file.pid} can not be stopped`, { cause });
    }
    if (await waitUntil(async () => (await stateOf(file, options.clusterDirectory)) !== 'running', patienceMs)) return;
  }
  throw new Fault('STORE-107', `process ${file.pid} (PostgreSQL on ${file.clusterDirectory}) does not end`);
}
