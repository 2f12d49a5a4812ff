/** How long a stop may take before the process gives up on it. */
const STOP_WITHIN_MS = 60_000;

/**
 * Waits for SIGTERM or SIGINT, then runs `stop`. Further signals change nothing:
 * the drain goes on. Answers the exit code: 0 when all was written and closed.
 */
export async function runUntilSignal(stop: () => Promise<void>, onSignal: (signal: string) => void): Promise<number> {
  const signal = await new Promise<string>((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => resolve(name));
  });
  onSignal(signal);
  const late = setTimeout(() => {
    process.stderr.write(`The stop took longer than ${STOP_WITHIN_MS / 1000} s; ending without it.\n`);
    process.exit(1);
  }, STOP_WITHIN_MS);
  late.unref();
  await stop();
  return 0;
}
