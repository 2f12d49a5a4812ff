import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runChild } from './child.mjs';
import { BootstrapFailure, ensureInstalled } from './install.mjs';
import { remedyFor } from './install-failure.mjs';
import { say } from './progress.mjs';
import { TASKS } from './tasks.mjs';
import { BIN_DIRECTORY, inWorkspace, ROOT } from './workspace.mjs';

/**
 * Runs a task of the workspace after seeing to it that what it needs is installed.
 * Sets the exit code of this process to the task's.
 * @param {readonly string[]} commandLine the task, then its arguments
 */
export async function main([task = '', ...args]) {
  const steps = TASKS[task];
  if (!steps) {
    say(`there is no task "${task}"; there are: ${Object.keys(TASKS).join(', ')}`);
    process.exitCode = 2;
    return;
  }
  try {
    await ensureInstalled();
    process.exitCode = await runSteps(steps, args);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    say(error instanceof BootstrapFailure ? error.message : `${error.message}\n${remedyFor(error.message)}`);
    process.exitCode = error instanceof BootstrapFailure ? error.exitCode : 1;
  }
}

/** @param {readonly (readonly string[])[]} steps @param {readonly string[]} args */
async function runSteps(steps, args) {
  const preload = pathToFileURL(inWorkspace('scripts', 'bootstrap', 'end-with-parent.mjs')).href;
  const node = join(BIN_DIRECTORY, process.platform === 'win32' ? 'node.exe' : 'node');
  // npm says where a command was given; relative paths among its arguments mean that place.
  const INIT_CWD = process.env['INIT_CWD'] ?? process.cwd();
  const env = { ...process.env, INIT_CWD, PATH: `${BIN_DIRECTORY}${delimiter}${process.env['PATH'] ?? ''}` };
  for (const [index, step] of steps.entries()) {
    const isLast = index === steps.length - 1;
    const { code, stopped } = await runChild(node, ['--import', preload, ...step, ...(isLast ? args : [])], {
      cwd: ROOT,
      env,
    });
    if (isLast || code !== 0) return code;
    if (stopped) return 130;
  }
  return 0;
}
