import { execFileSync } from 'node:child_process';

/** Beside its connections a process has some files open. */
const BESIDE = 200;

/** @throws Error in words when a process may not have that many connections open */
export function requireOpenFiles(connections: number): void {
  const limit = openFileLimit();
  if (limit >= connections + BESIDE) return;
  throw new Error(
    `a process may have ${limit} files open here, and ${connections} screens need ${connections + BESIDE}: ` +
      `raise the limit first (ulimit -n ${connections + BESIDE}), or try fewer screens with CITYBRAIN_BENCH_SCALE`,
  );
}

/** Node.js raises its soft limit to the hard one as it starts. */
function openFileLimit(): number {
  if (process.platform === 'win32') return Number.POSITIVE_INFINITY;
  const text = execFileSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }).trim();
  return text === 'unlimited' ? Number.POSITIVE_INFINITY : Number(text);
}
