/** Says on stderr every `everyMs` that `what` still goes on; returns how to stop. */
export function startHeartbeat(what: () => string, everyMs = 15_000): () => void {
  const startedAt = performance.now();
  const timer = setInterval(() => {
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    process.stderr.write(`  … ${what()} (${seconds} s)\n`);
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
