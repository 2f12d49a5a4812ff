import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** A key press can reach us twice, from the terminal and through npm; later signals are meant. */
const SAME_KEY_PRESS_MS = 1_000;
const FORWARDED = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Runs a program in a process group of its own, so that a Ctrl-C of the terminal
 * reaches it only through us, and each signal once. Waits until it has ended.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {object} options
 * @param {string} options.cwd
 * @param {NodeJS.ProcessEnv} options.env
 * @param {boolean} [options.shell]
 * @param {(text: string) => void} [options.onOutput] takes stdout and stderr; without it the terminal does
 * @param {(pid: number) => void} [options.onStart]
 * @param {boolean} [options.signalGroup] signals also go to what the program has started
 * @returns {Promise<{ code: number, stopped: boolean }>} the exit code as a shell gives it
 */
export function runChild(program, args, { onOutput, onStart, signalGroup = false, ...options }) {
  const detached = process.platform !== 'win32';
  const output = onOutput ? 'pipe' : 'inherit';
  const child = spawn(program, args, {
    ...options,
    detached,
    stdio: [onOutput ? 'ignore' : 'inherit', output, output],
  });
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => onOutput?.(text));
  if (child.pid !== undefined) onStart?.(child.pid);
  let stopped = false;
  const lastAt = new Map();
  const forward = (/** @type {NodeJS.Signals} */ signal) => {
    const now = Date.now();
    if (now - (lastAt.get(signal) ?? -Infinity) < SAME_KEY_PRESS_MS) return;
    lastAt.set(signal, now);
    stopped = true;
    if (signalGroup && detached && child.pid !== undefined) process.kill(-child.pid, signal);
    else child.kill(signal);
  };
  for (const signal of FORWARDED) process.on(signal, forward);
  return new Promise((resolve, reject) => {
    const settle = () => FORWARDED.forEach((signal) => process.off(signal, forward));
    child.on('error', (error) => {
      settle();
      reject(error);
    });
    child.on('close', (code, signal) => {
      settle();
      resolve({ code: code ?? 128 + constants.signals[signal ?? 'SIGTERM'], stopped });
    });
  });
}
