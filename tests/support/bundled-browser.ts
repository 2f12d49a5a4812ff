import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BrowserProgram } from './browser.ts';

const TESTS = join(import.meta.dirname, '..');
const PACKAGE = join(TESTS, 'node_modules', '@sparticuz', 'chromium', 'package.json');
const CACHE = join(TESTS, '..', '.cache');

/** False where the npm package holds no program for this machine. */
export const hasBundledBrowser = process.platform === 'linux' && process.arch === 'x64';

/**
 * The Chromium inside the npm package `@sparticuz/chromium`, with the libraries and
 * fonts it needs on a bare machine. Unpacked once into `.cache`, whole or not at all.
 */
export async function bundledBrowser(): Promise<BrowserProgram> {
  if (!hasBundledBrowser) throw new Error('There is no Chromium: install one, or name one in CHROMIUM_PATH.');
  const { version } = JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string };
  const home = join(CACHE, `chromium-${version}`);
  if (!existsSync(home)) await unpack(home);
  return {
    path: join(home, 'chromium'),
    env: { LD_LIBRARY_PATH: join(home, 'al2023', 'lib'), FONTCONFIG_PATH: fontSettings(home) },
  };
}

/**
 * Settings that find the fonts where they were unpacked: those of the package look
 * in /tmp, and a Chromium that finds no font at all ends as soon as it needs one.
 */
function fontSettings(home: string): string {
  const directory = join(home, 'font-settings');
  mkdirSync(directory, { recursive: true });
  const lines = [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    '<fontconfig>',
    `  <dir>${join(home, 'fonts')}</dir>`,
    `  <cachedir>${join(home, 'font-cache')}</cachedir>`,
    '</fontconfig>',
  ];
  writeFileSync(join(directory, 'fonts.conf'), `${lines.join('\n')}\n`);
  return directory;
}

async function unpack(home: string): Promise<void> {
  const draft = `${home}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  const script = "const { default: chromium } = await import('@sparticuz/chromium'); await chromium.executablePath();";
  // The package unpacks where TMPDIR says, and its libraries only where it believes to be in a bare cloud function.
  const env = { ...process.env, TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' };
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { cwd: TESTS, env });
  try {
    renameSync(draft, home);
  } catch (error) {
    // Another test run was quicker.
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(home)) throw error;
  }
}
