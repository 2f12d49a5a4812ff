import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { bundledBrowser } from './bundled-browser.ts';

const SYSTEM_BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Maps are drawn with WebGL 2 in software, so that a machine without a graphics card shows the same picture. */
const SOFTWARE_WEBGL = [
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
];

const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];

/** A browser that can be started: its program, and what it needs in its environment. */
export interface BrowserProgram {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * A headless Chromium that draws WebGL 2: the one named in CHROMIUM_PATH, else the
 * system's, else the one that an npm package carries. The caller closes it.
 */
export async function launchBrowser(program?: BrowserProgram): Promise<Browser> {
  const { path, env } = program ?? systemBrowser() ?? (await bundledBrowser());
  // A sandbox needs what root does not have and containers do not allow; tests open only our own pages.
  const args = [...SOFTWARE_WEBGL, ...QUIET, '--no-sandbox', '--disable-dev-shm-usage'];
  return chromium.launch({ executablePath: path, headless: true, args, env: { ...definedEnvironment(), ...env } });
}

/** The browser that is installed on this machine, or null. */
export function systemBrowser(): BrowserProgram | null {
  const named = process.env['CHROMIUM_PATH'];
  const path = named === undefined || named === '' ? SYSTEM_BROWSERS.find((candidate) => existsSync(candidate)) : named;
  return path === undefined ? null : { path, env: {} };
}

const definedEnvironment = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
