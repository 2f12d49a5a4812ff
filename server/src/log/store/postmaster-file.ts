import type { ProcessIdentity } from './process-identity.ts';

/** PostgreSQL's `postmaster.pid`, as far as it is needed here. */
export interface PostmasterFile {
  readonly pid: number;
  readonly clusterDirectory: string;
  readonly startedAtSeconds: number;
  readonly socketDirectory: string;
}

/** `stopped`: no such process. `running`: that very postmaster. `foreign`: the pid has passed to another process. */
export type PostmasterState = 'stopped' | 'running' | 'foreign';

/** PostgreSQL notes the second a little after the process began, and clocks are set. */
const START_TOLERANCE_SECONDS = 10;

/** Reads postmaster.pid (pid, data directory, start, port, socket directory, one per line); undefined when it is incomplete. */
export function parsePostmasterFile(text: string): PostmasterFile | undefined {
  const [pid, clusterDirectory, startedAt, , socketDirectory] = text.split('\n');
  const file = {
    pid: Number(pid),
    clusterDirectory: clusterDirectory ?? '',
    startedAtSeconds: Number(startedAt),
    socketDirectory: socketDirectory ?? '',
  };
  return file.pid > 0 && file.startedAtSeconds > 0 && file.clusterDirectory !== '' ? file : undefined;
}

/** Whether the postmaster takes connections, by the last line it writes. */
export const saysReady = (text: string): boolean => text.split('\n')[7]?.trim() === 'ready';

/** Whether the process that now has the pid of the file is the postmaster that wrote it: command, directory and start agree. */
export function judgePostmaster(
  file: PostmasterFile,
  process: ProcessIdentity | undefined,
  clusterDirectory: string,
): PostmasterState {
  if (!process) return 'stopped';
  // The directory may have been renamed since: the command shows its old path, the kernel the present one.
  const isThisCluster =
    `${process.commandLine} `.includes(`/postgres -D ${clusterDirectory} `) ||
    (process.directory === clusterDirectory && process.commandLine.includes('/postgres -D '));
  const isSameStart = Math.abs(process.startedAtSeconds - file.startedAtSeconds) <= START_TOLERANCE_SECONDS;
  return isThisCluster && isSameStart ? 'running' : 'foreign';
}

/**
 * The same file with another pid in its first line. PostgreSQL takes its
 * parent's pid there for a left-over, yet still refuses to start while old
 * backends hold the shared memory that the file names further down.
 */
export const withPid = (text: string, pid: number): string => text.replace(/^\d+/, String(pid));
