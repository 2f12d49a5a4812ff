/** Every scene on every shape of wall, in both languages: nothing is cut off, nothing overlaps, no glyph is stretched. */
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DAY_MS, instant } from '@citybrain/domain';
import { generateTickets, schematicShibei } from '@citybrain/simulator';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { ServerProcess } from '../support/server-process.ts';

const PICTURES = fileURLToPath(new URL('../../artifacts/layout/', import.meta.url));
/** Set to keep a picture of each, to look at. */
const KEEPS_PICTURES = process.env['CITYBRAIN_PICTURES'] !== undefined;
const SIZES = [
  [1366, 768],
  [1920, 1080],
  [3840, 2160],
  [6656, 1792],
] as const;
/** Sizes go by one unit: what is longer in English is so at the smallest already, and on the widest. */
const LANGUAGES = [
  ['zh-CN', SIZES],
  ['en', [SIZES[0], SIZES[3]]],
] as const;
const TICKETS = 1_500;

let directory: string;
let browser: Browser;
let server: ServerProcess;
let state: Awaited<ReturnType<BrowserContext['storageState']>>;

beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
  directory = await mkdtemp(join(tmpdir(), 'citybrain-layout-'));
  // PostgreSQL runs as another user when this is root's.
  await chmod(directory, 0o755);
  [browser, server] = [await launchBrowser(), await ServerProcess.on(directory)];
  await server.start();
  const asked = await server.command('token', 'create', '--kind', 'feed', '--name', 'e2e', '--feed', 'e2e');
  const link = /http\S+code=\S+/.exec(await server.command('user', 'reset-password', 'admin'))?.[0] ?? '';
  const now = Date.now();
  const range = { from: instant(now - 2 * DAY_MS), to: instant(now - 1_000) };
  const answer = await fetch(`${server.url}/api/v1/feeds/e2e/items`, {
    method: 'POST',
    headers: { authorization: `Bearer ${/cbf_\S+/.exec(asked)?.[0]}`, 'content-type': 'application/json' },
    body: JSON.stringify([...generateTickets(TICKETS, 7, { geography: schematicShibei(), ...range })]),
  });
  expect(await answer.json()).toMatchObject({ accepted: TICKETS });
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(link);
  await page.waitForURL('**/wall');
  state = await context.storageState();
  await context.close();
});

afterAll(async () => {
  await browser.close();
  await server.stop();
  await rm(directory, { recursive: true, force: true });
});

/** In the page: what does not fit, in words. */
function misfits(): string[] {
  const found: string[] = [];
  const nameOf = (element: Element): string => `${element.className} "${element.textContent.trim().slice(0, 30)}"`;
  const { scrollWidth, scrollHeight, clientWidth, clientHeight } = document.documentElement;
  if (scrollWidth > clientWidth || scrollHeight > clientHeight)
    found.push(`the page is ${scrollWidth} × ${scrollHeight}`);

  // What is looked for from afar is whole: where one is, titles, figures, controls.
  for (const element of document.querySelectorAll<HTMLElement>(
    'h1, h2, .value, .label, .figure, .option, .tab, .clock',
  )) {
    if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
      found.push(`cut off: ${nameOf(element)}`);
  }
  const screen = new DOMRect(0, 0, window.innerWidth, window.innerHeight);
  const outside = ({ left, top, right, bottom }: DOMRect, box: DOMRect): boolean =>
    left < box.left - 1 || top < box.top - 1 || right > box.right + 1 || bottom > box.bottom + 1;
  const panels = [...document.querySelectorAll<HTMLElement>('section.panel, section.headline')];
  for (const panel of panels) {
    const box = panel.getBoundingClientRect();
    if (outside(box, screen)) found.push(`outside of the screen: ${nameOf(panel)}`);
    for (const part of panel.querySelectorAll<HTMLElement>(
      '.head > *, .body > *:not(canvas), table, button, dl, p, ol',
    )) {
      const inner = part.getBoundingClientRect();
      if (part.classList.contains('visually-hidden') || inner.width === 0) continue;
      if (outside(inner, box)) found.push(`outside of its panel: ${nameOf(part)}`);
    }
  }
  panels.forEach((one, at) => {
    for (const other of panels.slice(at + 1)) {
      const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
      const isApart = a.right <= b.left + 1 || b.right <= a.left + 1 || a.bottom <= b.top + 1 || b.bottom <= a.top + 1;
      if (!isApart) found.push(`on top of each other: ${nameOf(one)} and ${nameOf(other)}`);
    }
  });
  for (let element: Element | null = document.querySelector('.map canvas'); element; element = element.parentElement) {
    if (getComputedStyle(element).transform !== 'none') found.push(`scaled: ${element.className}`);
  }
  const canvas = document.querySelector<HTMLCanvasElement>('canvas.maplibregl-canvas');
  if (canvas && Math.abs(canvas.width - canvas.clientWidth * window.devicePixelRatio) > 2) {
    found.push(`the map has ${canvas.width} pixels on ${canvas.clientWidth}`);
  }
  return found;
}

const settled = async (page: Page): Promise<void> => {
  await page.locator('.headline.is-live').waitFor();
  await page.locator('canvas.maplibregl-canvas').waitFor({ timeout: 60_000 });
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(500);
};

it('what does not fit is found', async () => {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, storageState: state });
  const page = await context.newPage();
  await page.goto(`${server.url}/wall`);
  await page.locator('.headline.is-live').waitFor();
  expect(await page.evaluate(misfits)).toEqual([]);
  await page.addStyleTag({
    content:
      '.left .title { width: 2rem } .right .panel:first-child { margin-left: -20rem } .sum { position: relative; top: 30rem }',
  });
  const found = (await page.evaluate(misfits)).join('\n');
  for (const words of ['cut off: title', 'on top of each other', 'outside of its panel: sum'])
    expect(found).toContain(words);
  await context.close();
}, 60_000);

describe.each(['overview', 'limits'])('[ACC 24] the scene %s', (scene) => {
  describe.each(LANGUAGES)('in %s', (lang, sizes) => {
    it.each(sizes)(
      'fits %i × %i',
      async (width, height) => {
        const context = await browser.newContext({ viewport: { width, height }, storageState: state });
        context.setDefaultTimeout(60_000);
        const page = await context.newPage();
        try {
          await page.goto(`${server.url}/wall?scene=${scene}&lang=${lang}`);
          await settled(page);
          if (KEEPS_PICTURES)
            await page.screenshot({ path: join(PICTURES, `${scene}-${lang}-${width}x${height}.png`) });
          expect(await page.evaluate(misfits)).toEqual([]);
        } finally {
          await context.close();
        }
      },
      180_000,
    );
  });
});
