/** Progress goes to stderr: stdout belongs to the task. @param {string} line */
export const say = (line) => void process.stderr.write(`citybrain: ${line}\n`);

/**
 * Says every few seconds that a long step still goes on.
 * @param {() => string} what
 * @param {number} [everyMs]
 * @returns {() => void} stops it
 */
export function startHeartbeat(what, everyMs = 5_000) {
  const startedAt = Date.now();
  const timer = setInterval(() => say(`  … ${what()} (${Math.round((Date.now() - startedAt) / 1000)} s)`), everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
