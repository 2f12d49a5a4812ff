import { readdirSync, readFileSync } from 'node:fs';

/** Processor time of another process in milliseconds, summed over its threads; Linux alone tells it. */
export function processorMsOf(pid: number): number {
  const threads = `/proc/${pid}/task`;
  return readdirSync(threads).reduce((sum, thread) => sum + nanosecondsOf(`${threads}/${thread}/schedstat`), 0) / 1e6;
}

/** A thread that has ended meanwhile is told no more of. */
function nanosecondsOf(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8').split(' ')[0]);
  } catch {
    return 0;
  }
}
