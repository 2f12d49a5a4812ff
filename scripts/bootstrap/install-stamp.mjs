import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { PNPM_VERSION } from './pins.mjs';
import { BIN_DIRECTORY, inWorkspace } from './workspace.mjs';

const STAMP = inWorkspace('node_modules', '.citybrain-install');

/** What the installed packages depend on: manifests, lockfile, the way pnpm is set up, and the machine. */
export function installFingerprint() {
  const hash = createHash('sha256');
  hash.update(`${process.platform} ${process.arch} pnpm ${PNPM_VERSION}\n`);
  for (const path of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', ...packageManifests()]) {
    hash.update(`${path}\n`);
    hash.update(readFileSync(inWorkspace(path)));
  }
  return hash.digest('hex');
}

function packageManifests() {
  const folders = readdirSync(inWorkspace('packages')).map((name) => `packages/${name}`);
  return [...folders.sort(), 'server', 'web', 'tests']
    .map((folder) => `${folder}/package.json`)
    .filter((path) => existsSync(inWorkspace(path)));
}

/** Why an install is needed, or null when what lies there is what the lockfile says. */
export function reasonToInstall() {
  if (!existsSync(STAMP)) return 'first run in this clone';
  if (!existsSync(`${BIN_DIRECTORY}/${process.platform === 'win32' ? 'node.exe' : 'node'}`))
    return 'the pinned Node.js is missing';
  return readFileSync(STAMP, 'utf8') === installFingerprint() ? null : 'dependencies have changed';
}

/** Before an install, so that one that is cut short is not taken for a good one. */
export const forgetInstall = () => rmSync(STAMP, { force: true });

/** After an install. */
export function rememberInstall() {
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, installFingerprint());
}
