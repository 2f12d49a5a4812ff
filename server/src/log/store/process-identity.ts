import { readFile, readlink } from 'node:fs/promises';
import { runProgram } from './run-program.ts';

/** A living process, told from a later one with the same pid by its start. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Epoch seconds; may be off by one. */
  readonly startedAtSeconds: number;
  /** The program and its arguments, joined by blanks. */
  readonly commandLine: string;
  /** Its working directory, where the system tells. */
  readonly directory?: string;
}

/** The unit of start times in /proc, the same on every Linux that Node.js runs on. */
const TICKS_PER_SECOND = 100;

/** The process with this pid, or undefined when there is none or it has ended and was not yet collected. */
export const readProcess = (pid: number): Promise<ProcessIdentity | undefined> =>
  process.platform === 'linux' ? readFromProc(pid) : readFromPs(pid);

async function readFromProc(pid: number): Promise<ProcessIdentity | undefined> {
  try {
    const [stat, commandLine, kernel, directory] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
      readFile('/proc/stat', 'utf8'),
      // Of another user's process it may be secret.
      readlink(`/proc/${pid}/cwd`).catch(() => undefined),
    ]);
    const identity = parseProc(pid, stat, commandLine, kernel);
    return identity && directory !== undefined ? { ...identity, directory } : identity;
  } catch {
    return undefined;
  }
}

/** Reads /proc/<pid>/stat, /proc/<pid>/cmdline and /proc/stat (proc(5)). */
export function parseProc(pid: number, stat: string, commandLine: string, kernel: string): ProcessIdentity | undefined {
  // The second field is the name in parentheses and may itself hold blanks and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  const ticks = Number(fields[19]);
  const bootSeconds = Number(/^btime (\d+)$/m.exec(kernel)?.[1]);
  if (state === 'Z' || state === 'X' || !Number.isFinite(ticks + bootSeconds)) return undefined;
  return {
    pid,
    startedAtSeconds: Math.floor(bootSeconds + ticks / TICKS_PER_SECOND),
    commandLine: commandLine.replace(/\0+$/, '').replaceAll('\0', ' '),
  };
}

async function readFromPs(pid: number): Promise<ProcessIdentity | undefined> {
  const environment = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  const result = await runProgram('ps', ['-ww', '-o', 'stat=,lstart=,command=', '-p', String(pid)], { environment });
  return result.status === 0 ? parsePs(pid, result.output) : undefined;
}

/** Reads `ps -o stat=,lstart=,command=`, e.g. `Ss   Mon Nov 23 04:58:50 2026 /bin/postgres -D /x`. */
export function parsePs(pid: number, output: string): ProcessIdentity | undefined {
  const match = /^(\S+)\s+\S+ (\S+\s+\d+ [\d:]+ \d{4})\s+(.*)$/.exec(output.trim());
  const [, state, start, commandLine] = match ?? [];
  if (state === undefined || start === undefined || commandLine === undefined || state.startsWith('Z'))
    return undefined;
  return { pid, startedAtSeconds: Date.parse(`${start} UTC`) / 1000, commandLine };
}
