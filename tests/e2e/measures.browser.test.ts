/** The measures of a scope and a period in a browser: "—", too few to judge, and who was left out by whose word. */
import { randomUUID } from 'node:crypto';
import type { RegionId } from '@citybrain/domain';
import type { TicketAnswer } from '@citybrain/protocol';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MEASURE_MESSAGES } from '../../web/src/i18n/measure-messages.ts';
import { launchBrowser } from '../support/browser.ts';
import type { Desk } from '../support/desk.ts';
import { DeskServer } from '../support/desk-server.ts';

const WORDS = MEASURE_MESSAGES['zh-CN'].measures;
const TOLD = '已电话告知，请到信访窗口反映';

let browser: Browser;
let city: DeskServer;
let centre: Desk;
let page: Page;
let region: RegionId;
let refused: string;

beforeAll(async () => {
  browser = await launchBrowser();
  city = await DeskServer.open();
  const admin = await city.person('chief', null, 'administrator');
  const units = await city.units(admin);
  const office = units.find(({ kind }) => kind === 'centre')!;
  region = units.find(({ kind }) => kind === 'street')!.regionId as RegionId;
  await city.appoint(admin, [['dispatcher', office.id, 'dispatcher']]);
  centre = await city.person('dispatcher', office.regionId);
  refused = await report('信访事项');
  const body = { reason: 'in-petition', told: TOLD } as const;
  expect((await centre.move(refused, 'refuse', body)).status).toBe(200);
  expect((await centre.move(await report('楼道堆物'), 'accept', { category: 'E0136' })).status).toBe(200);

  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
  const [cookie = '', value = ''] = centre.cookie.split('=', 2);
  await context.addCookies([{ name: cookie, value, url: city.url }]);
  context.setDefaultTimeout(15_000);
  page = await context.newPage();
});

afterAll(async () => {
  await browser.close();
  await city.close();
});

async function report(title: string): Promise<string> {
  const wish = { title, regionId: region, isPatrol: false };
  const answer = await centre.post<TicketAnswer>('/tickets', wish, { 'idempotency-key': randomUUID() });
  return answer.body.ticket.id;
}

const row = (name: string): Locator =>
  page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: new RegExp(`^${name}`) }) });

/** What stands in the cells of a measure, as soon as it is there. */
async function cellsOf(name: string): Promise<string[]> {
  await row(name).waitFor();
  return row(name).getByRole('cell').allInnerTexts();
}

describe('the page of the measures', () => {
  it('shows a rate with its fraction, its interval and a word when there are too few', async () => {
    await page.goto(`${city.url}/measures?period=today`);
    const cells = await cellsOf(WORDS.name.accept_on_time);
    expect(cells[0]).toBe('100.0%');
    expect(cells[1]?.replaceAll('\u00a0', ' ')).toBe('1 / 1');
    expect(cells[3]).toContain('n < 20');
    const bar = row(WORDS.name.accept_on_time).getByRole('img');
    expect(await bar.getAttribute('aria-label')).toContain('20.7% 至 100.0%');
  });

  it('shows a rate of nothing as a dash, and why what is unknown is unknown', async () => {
    const cells = await cellsOf(WORDS.name.close);
    expect(cells.slice(0, 3)).toEqual(['—', '0\u00a0/\u00a00', WORDS.nothingBelow]);
    expect(await row(WORDS.name.per10k).innerText()).toContain(WORDS.unknown['population-unknown']);
  });

  it('names who was left out, by whom and why', async () => {
    await row(WORDS.name.accept_on_time).getByRole('button').press('Enter');
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('link', { name: refused }).waitFor();
    const said = await sheet.innerText();
    expect(said).toContain(WORDS.reason.rejected);
    expect(said).toContain('dispatcher');
    expect(said).toContain(TOLD);
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'hidden' });
  });

  it('keeps the period in its address, and says that nothing is in an empty one', async () => {
    await page.getByRole('button', { name: WORDS.word.yesterday }).click();
    await page.getByText(WORDS.empty).waitFor();
    expect(new URL(page.url()).searchParams.get('period')).toBe('yesterday');
    expect(await page.getByText(WORDS.readBy.history).isVisible()).toBe(true);
  });

  it('says so when the server can not be reached, and reads again when asked to', async () => {
    await page.route('**/measures/rates**', (route) => route.abort());
    await page.getByRole('button', { name: WORDS.word.today }).click();
    await page.getByText(WORDS.problem.unreachable).waitFor();
    await page.unroute('**/measures/rates**');
    await page.getByRole('button', { name: WORDS.again }).click();
    await row(WORDS.name.accept_on_time).waitFor();
  });
});
