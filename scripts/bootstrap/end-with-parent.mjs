import { isMainThread } from 'node:worker_threads';

const LOOK_MS = 500;

/**
 * Loaded before a task. A task has a process group of its own, so a kill that the
 * wrapper cannot hand on (SIGKILL) would leave it running for nobody; when the
 * wrapper is gone the task tells itself to stop.
 */
if (isMainThread && process.platform !== 'win32') {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, LOOK_MS);
  timer.unref();
}
