import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { say, startHeartbeat } from '../bootstrap/progress.mjs';
import { withWorkLock } from '../bootstrap/work-lock.mjs';
import { CACHE_DIRECTORY, inWorkspace, ROOT } from '../bootstrap/workspace.mjs';
import type { CommandResult, CommandRunner } from './command-runner.ts';

const SOURCES = ['web/**/*', 'packages/*/src/**/*', 'packages/*/package.json', 'pnpm-lock.yaml', 'tsconfig.base.json'];
const NOT_SOURCES = ['web/dist/**', '**/node_modules/**', '**/*.test.ts'];
const DIST = inWorkspace('web', 'dist');
const STAMP = join(CACHE_DIRECTORY, 'web-build');

/**
 * Sees to it that `web/dist` is built from the present sources; at once when it is.
 * @returns null, or how the build failed
 */
export async function ensureWebBuilt(runner: CommandRunner): Promise<CommandResult | null> {
  if (isCurrent(fingerprint())) return null;
  return withWorkLock('web build', async () => {
    const current = fingerprint();
    return isCurrent(current) ? null : build(runner, current);
  });
}

/** Builds beside the present files and then changes places with them, so that a running server never serves half. */
async function build(runner: CommandRunner, current: string): Promise<CommandResult | null> {
  say(`building the web app (${existsSync(DIST) ? 'its sources have changed' : 'first build in this clone'})`);
  const stopHeartbeat = startHeartbeat(() => 'building the web app');
  const built = join(CACHE_DIRECTORY, 'web-dist');
  const vite = inWorkspace('web', 'node_modules', '.bin', 'vite');
  const result = await runner.run(vite, ['build', '--outDir', built, '--emptyOutDir'], { cwd: inWorkspace('web') });
  stopHeartbeat();
  if (result.code !== 0) return result;
  const old = join(CACHE_DIRECTORY, 'web-dist-before');
  rmSync(old, { recursive: true, force: true });
  rmSync(STAMP, { force: true });
  if (existsSync(DIST)) renameSync(DIST, old);
  renameSync(built, DIST);
  rmSync(old, { recursive: true, force: true });
  mkdirSync(CACHE_DIRECTORY, { recursive: true });
  writeFileSync(STAMP, current);
  say(`built in ${Math.round(result.seconds)} s`);
  return null;
}

const isCurrent = (current: string): boolean =>
  existsSync(join(DIST, 'index.html')) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === current;

function fingerprint(): string {
  const hash = createHash('sha256');
  const files = globSync(SOURCES, { cwd: ROOT, exclude: NOT_SOURCES, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.sort()) hash.update(`${file.slice(ROOT.length)}\n`).update(readFileSync(file));
  return hash.digest('hex');
}
