import { runChild } from './child.mjs';
import { installEnvironment } from './install-environment.mjs';
import { isNoise, remedyFor } from './install-failure.mjs';
import { forgetInstall, reasonToInstall, rememberInstall } from './install-stamp.mjs';
import { PNPM_VERSION } from './pins.mjs';
import { say, startHeartbeat } from './progress.mjs';
import { withWorkLock } from './work-lock.mjs';
import { ROOT } from './workspace.mjs';

/** A failed or interrupted bootstrap: `message` is for people, `exitCode` for the shell. */
export class BootstrapFailure extends Error {
  /** @param {string} message @param {number} exitCode */
  constructor(message, exitCode) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Brings the packages and the pinned Node.js when they are missing or out of date; throws BootstrapFailure. */
export async function ensureInstalled() {
  if (reasonToInstall() === null) return;
  await withWorkLock('install', async (nameGroup) => {
    const reason = reasonToInstall();
    if (reason !== null) await install(reason, nameGroup);
  });
}

/** @param {string} reason @param {(groupId: number) => void} nameGroup */
async function install(reason, nameGroup) {
  const startedAt = Date.now();
  const { env, note } = installEnvironment(process.env);
  say(`installing packages and Node.js with pnpm ${PNPM_VERSION} (${reason}; about half a minute)`);
  if (note !== null) say(note);
  forgetInstall();
  const failed = await runPnpm(env, nameGroup);
  if (failed !== null) throw failed;
  rememberInstall();
  say(`installed in ${Math.round((Date.now() - startedAt) / 1000)} s`);
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {(pid: number) => void} onStart
 * @returns {Promise<BootstrapFailure | null>} null when all went well
 */
async function runPnpm(env, onStart) {
  let output = '';
  const lastLine = () =>
    output
      .trimEnd()
      .split('\n')
      .filter((line) => !isNoise(line))
      .at(-1)
      ?.slice(0, 100);
  const stopHeartbeat = startHeartbeat(() => `installing: ${lastLine() ?? 'fetching pnpm'}`);
  const args = ['-y', `pnpm@${PNPM_VERSION}`, 'install', '--frozen-lockfile', '--reporter=append-only'];
  const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx';
  const options = { cwd: ROOT, env, shell: process.platform === 'win32', signalGroup: true, onStart };
  try {
    const { code, stopped } = await runChild(npx, args, { ...options, onOutput: (text) => void (output += text) });
    if (stopped) return new BootstrapFailure('the install was stopped; the next run begins it again', code || 130);
    return code === 0 ? null : failure(output, code);
  } catch (error) {
    return failure(`${output}\n${error instanceof Error ? error.message : String(error)}`, 1);
  } finally {
    stopHeartbeat();
  }
}

/** @param {string} output @param {number} code */
function failure(output, code) {
  const lines = output.split('\n').filter((line) => !isNoise(line));
  const shown = lines.map((line) => `    ${line}`).join('\n');
  return new BootstrapFailure(
    `the install failed (exit code ${code}). What it said:\n${shown}\n${remedyFor(output)}`,
    code,
  );
}
