/** The scene of the limits: what a figure counts is what its list holds, and the map comes back when its context is lost. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOUR_MS } from '@citybrain/domain';
import type { RegionRow, RegionsAnswer } from '@citybrain/protocol';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { ServerProcess } from '../support/server-process.ts';

/** Hours that the limits of the posted tickets have left. */
const LEFT = [-30, -1, -1, 1, 1, 3, 3, 3, 3, 20, 20, 70] as const;
/** By band, the most pressing first: late, below two hours, four hours, a day, more. */
const BANDS = [3, 2, 4, 2, 1];

let directory: string;
let browser: Browser;
let server: ServerProcess;
let page: Page;
let grid: RegionRow;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'citybrain-limits-'));
  // PostgreSQL runs as another user when this is root's.
  await chmod(directory, 0o755);
  [browser, server] = [await launchBrowser(), await ServerProcess.on(directory)];
  await server.start();
  const token = /cbf_\S+/.exec(
    await server.command('token', 'create', '--kind', 'feed', '--name', 'e2e', '--feed', 'e2e'),
  )?.[0];
  const link = /http\S+code=\S+/.exec(await server.command('user', 'reset-password', 'admin'))?.[0] ?? '';
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'zh-CN' });
  context.setDefaultTimeout(30_000);
  page = await context.newPage();
  await page.goto(link);
  await page.waitForURL('**/wall');
  const { regions } = (await (await context.request.get(`${server.url}/api/v1/regions`)).json()) as RegionsAnswer;
  grid = regions.find(({ level, labelPoint }) => level === 'grid' && labelPoint !== null) as RegionRow;
  const [lon, lat] = grid.labelPoint as readonly [number, number];
  const now = Date.now();
  const answer = await fetch(`${server.url}/api/v1/feeds/e2e/items`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(
      LEFT.map((left, at) => ({
        ...{ kind: 'ticket', id: `limit-${at}`, title: `第 ${at} 件`, category: 'E0110', lon, lat, datum: 'wgs84' },
        reportedAt: new Date(now - 40 * HOUR_MS).toISOString(),
        dueAt: new Date(now + left * HOUR_MS + 10 * 60_000).toISOString(),
      })),
    ),
  });
  expect(await answer.json()).toMatchObject({ rejections: [], accepted: LEFT.length });
  await page.goto(`${server.url}/wall?scene=limits`);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
  await rm(directory, { recursive: true, force: true });
});

const list = (): Locator => page.locator('.centre .list');
/** The list that opens, closed again: how many it says that there are, and how many rows it shows. */
async function listed(): Promise<readonly [said: number, rows: number]> {
  await expect.poll(() => list().locator('button.row').count()).toBeGreaterThan(0);
  const title = await list().locator('h2').innerText();
  const rows = await list().locator('button.row').count();
  await list().getByRole('button', { name: '返回地图' }).click();
  return [Number(/(\d+) 件$/.exec(title)?.[1]), rows];
}

describe('[ACC 6] every number of the limits opens the list of exactly the tickets behind it', () => {
  it('bands of time left', async () => {
    const bands = page.locator('.bands .band');
    await expect.poll(() => bands.locator('.n').allInnerTexts()).toEqual(BANDS.map(String));
    for (const [at, n] of BANDS.entries()) {
      await bands.nth(at).click();
      expect(await listed()).toEqual([n, n]);
    }
  });

  it('hours and days in which limits broke', async () => {
    for (const by of ['按时段', '按日']) {
      await page.getByRole('button', { name: by }).click();
      for (const n of [1, 2]) {
        await page.getByRole('button', { name: new RegExp(`：超期 ${n} 件$`) }).first().click(); // prettier-ignore
        expect(await listed()).toEqual([n, n]);
      }
    }
  });

  it('a matter in a place', async () => {
    await page.getByRole('button', { name: /超期 3 \/ 在办 12，25.0%$/ }).click();
    expect(await listed()).toEqual([3, 3]);
  });
});

describe('the map', () => {
  /** Clicks around the middle until something opens. */
  async function clickASpot(): Promise<void> {
    const box = await page.getByRole('application').boundingBox();
    if (!box) throw new Error('the map is not shown');
    for (let round = 0; round < 5; round += 1) {
      for (let dx = -160; dx <= 160; dx += 20) {
        for (let dy = -160; dy <= 160; dy += 20) {
          await page.mouse.click(box.x + box.width / 2 + dx, box.y + box.height / 2 + dy);
          if (page.url().includes('list=spot')) return;
        }
      }
    }
    throw new Error('no dot was hit');
  }

  it('[ACC 15] opens what stands on one spot as a list', async () => {
    await page.goto(`${server.url}/wall?scene=limits&scope=${grid.id}`);
    await page.locator('.stage[data-context-losses="0"] canvas').waitFor();
    await page.waitForTimeout(1_500);
    await clickASpot();
    expect(await listed()).toEqual([LEFT.length, LEFT.length]);
  }, 120_000);

  it('[ACC 18] is back without a reload when its context was lost, with its state, and the loss is counted', async () => {
    await page.evaluate(() => {
      (window as { wasHere?: boolean }).wasHere = true;
      const canvas = document.querySelector<HTMLCanvasElement>('canvas.maplibregl-canvas');
      canvas?.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
    });
    await page.locator('.stage[data-context-losses="1"]').waitFor();
    await page.waitForTimeout(1_500);
    await clickASpot();
    expect(await listed()).toEqual([LEFT.length, LEFT.length]);
    expect(await page.evaluate(() => (window as { wasHere?: boolean }).wasHere)).toBe(true);
    expect(await page.locator('.stage .notice').count()).toBe(0);
  }, 120_000);
});

describe('the rotation', () => {
  const scene = (): Promise<string> => page.locator('.tab[aria-current]').innerText();

  it('shows one scene after the other, keeps the place, and waits for whoever touches the wall', async () => {
    await page.goto(`${server.url}/wall?rotate=5&scope=${grid.id}`);
    await expect.poll(scene, { timeout: 15_000 }).toBe('总览');
    await expect.poll(scene, { timeout: 15_000 }).toBe('时限');
    expect(page.url()).toContain(grid.id);
    await page.locator('h1').click();
    await page.waitForTimeout(6_000);
    expect(await scene()).toBe('时限');
    await page.getByRole('button', { name: '轮播' }).click();
    expect(page.url()).not.toContain('rotate');
  });
});

it('[ACC 7] a machine whose clock is wrong says so, and shows the ages of the server', async () => {
  const context = page.context();
  const wrong = await context.newPage();
  await wrong.clock.install({ time: Date.now() + 7.5 * 60_000 });
  await wrong.goto(`${server.url}/wall?list=overdue`);
  await expect.poll(() => wrong.locator('.status').innerText()).toContain('本机时钟快 7 分钟');
  // The oldest limit ended 29 hours and 50 minutes ago, by the server.
  await expect.poll(() => wrong.locator('.centre .list button.row').first().innerText()).toContain('超期 29 小时');
  await wrong.close();
});
