/** What axe-core finds on every page, in both themes: it must be nothing. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { RegionId } from '@citybrain/domain';
import type { TicketAnswer } from '@citybrain/protocol';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { DeskServer } from '../support/desk-server.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core');

let browser: Browser;
let city: DeskServer;
let context: BrowserContext;
let axe: string;
let ticket: string;

beforeAll(async () => {
  [browser, city, axe] = [await launchBrowser(), await DeskServer.open(), await readFile(AXE, 'utf8')];
  const admin = await city.person('chief', null, 'administrator');
  const units = await city.units(admin);
  const office = units.find(({ kind }) => kind === 'centre')!;
  const region = units.find(({ kind }) => kind === 'street')!.regionId as RegionId;
  await city.appoint(admin, [['dispatcher', office.id, 'dispatcher']]);
  const desk = await city.person('dispatcher', office.regionId);
  for (let index = 0; index < 4; index += 1) {
    const wish = { title: `楼道堆物 ${index}`, regionId: region, isPatrol: false };
    const answer = await desk.post<TicketAnswer>('/tickets', wish, { 'idempotency-key': randomUUID() });
    ticket = answer.body.ticket.id;
  }
  expect((await desk.move(ticket, 'accept', { category: 'E0136' })).status).toBe(200);
  context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'zh-CN' });
  const [name = '', value = ''] = desk.cookie.split('=', 2);
  await context.addCookies([{ name, value, url: city.url }]);
  context.setDefaultTimeout(30_000);
});

afterAll(async () => {
  await browser.close();
  await city.close();
});

/** Each rule that is broken, and where. */
async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

const PAGES: readonly (readonly [page: string, path: () => string, ready: string])[] = [
  ['the sign-in page', () => '/sign-in', 'form'],
  ['the holding page', () => '/hold?why=revoked', 'main'],
  ['the page of the password', () => '/account/password', 'form'],
  ['the wall', () => '/wall', '.headline.is-live'],
  ['the wall of the limits', () => '/wall?scene=limits', '.place-matter, .heat'],
  ['a list on the wall', () => '/wall?list=open', '.list button.row'],
  ['a ticket on the wall', () => `/wall?ticket=${ticket}`, '.card dl'],
  ['the console', () => '/console', '.desk-row, [role=row], li button'],
  ['a ticket in the console', () => `/console?ticket=${ticket}`, 'h2'],
  ['the measures', () => '/measures', 'table'],
  ['the page of parts', () => '/dev/ui', '.frames'],
];

describe.each(['dark', 'light'])('in the %s theme', (theme) => {
  it.each(PAGES)('%s has nothing for axe-core to find', async (_, path, ready) => {
    const page = await context.newPage();
    try {
      const where = path();
      await page.goto(`${city.url}${where}${where.includes('?') ? '&' : '?'}theme=${theme}`);
      await page.locator(ready).first().waitFor();
      await page.waitForTimeout(1_000);
      expect(await violationsOf(page)).toEqual([]);
    } finally {
      await page.close();
    }
  });
});
