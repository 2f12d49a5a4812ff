import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { instant, DAY_MS } from '@citybrain/domain';
import { generateTickets, schematicShibei } from '@citybrain/simulator';
import type { Measures, RegionRow, RegionsAnswer } from '@citybrain/protocol';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { ServerProcess } from '../support/server-process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { WallPage } from '../support/wall-page.ts';

const PICTURES = fileURLToPath(new URL('../../artifacts/live-city/', import.meta.url));
const TICKETS = 400;

let browser: Browser;

beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** The secret or link that a command of the product printed. */
const printed = (output: string, pattern: RegExp): string => {
  const [found] = pattern.exec(output) ?? [];
  if (found === undefined) throw new Error(`no ${String(pattern)} in: ${output}`);
  return found;
};

it('shows a posted ticket on its street, drills to its grid and back, and survives the death of the server', async () => {
  const server = await ServerProcess.on(temporaryDirectory());
  await server.start();
  try {
    const token = printed(await server.command('token', 'create', '--kind', 'feed', '--name', 'e2e', '--feed', 'e2e'), /cbf_\S+/); // prettier-ignore
    const post = async (items: readonly object[]): Promise<void> => {
      const answer = await fetch(`${server.url}/api/v1/feeds/e2e/items`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(items),
      });
      expect(await answer.json()).toMatchObject({ accepted: items.length });
    };
    const now = Date.now();
    const range = { from: instant(now - DAY_MS / 2), to: instant(now - 1000) };
    await post([...generateTickets(TICKETS, 5, { geography: schematicShibei(), ...range })]);

    const link = printed(await server.command('user', 'reset-password', 'admin'), /http\S+code=\S+/);
    const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'zh-CN' });
    const wall = new WallPage(await context.newPage());
    await wall.page.goto(link);
    await wall.page.waitForURL('**/wall');
    const get = async <Body>(path: string): Promise<Body> =>
      (await (await context.request.get(server.url + path)).json()) as Body;
    const open = (): Promise<string> => wall.figure('在办');
    const openOf = async (region: RegionRow): Promise<string> => {
      const { measures } = await get<{ measures: Measures }>(`/api/v1/measures?scope=${region.id}`);
      return String(measures.open);
    };
    await wall.toEqual(open, String(TICKETS));
    await wall.toEqual(() => wall.scopeName(), '市北区');
    await wall.page.waitForTimeout(1500);
    await wall.page.screenshot({ path: join(PICTURES, 'district-1920.png') });

    // District → street → community → grid by clicks on the map, each level with its own figures.
    const { regions } = await get<RegionsAnswer>('/api/v1/regions');
    const path: RegionRow[] = [];
    for (let level = 0; level < 3; level += 1) {
      const name = await wall.drillAtCentre();
      const region = regions.find(
        (known) => known.name === name && known.parentId === (path.at(-1)?.id ?? regions[0]?.id),
      );
      if (!region) throw new Error(`there is no ${name} below ${path.at(-1)?.name ?? 'the district'}`);
      path.push(region);
      await wall.toEqual(open, await openOf(region));
    }
    const [street, community, grid] = path as [RegionRow, RegionRow, RegionRow];
    expect([street.level, community.level, grid.level]).toEqual(['street', 'community', 'grid']);
    await wall.page.waitForTimeout(1000);
    await wall.page.screenshot({ path: join(PICTURES, 'grid-1920.png') });
    for (const shown of [community, street, regions[0] as RegionRow]) {
      await wall.back();
      await wall.toEqual(() => wall.scopeName(), shown.name);
      await wall.toEqual(open, await openOf(shown));
    }

    // A ticket posted now is on the wall, on the right street, and in the right grid.
    const title = '网格中央的一处路面塌陷';
    const [lon, lat] = grid.labelPoint ?? [0, 0];
    const postedAt = performance.now();
    await post([
      { kind: 'ticket', id: 'new', title, reportedAt: new Date().toISOString(), lon, lat, category: 'E0505' },
    ]);
    const latest = wall.page.locator('.right', { hasText: '最新动态' }).getByText(title);
    await latest.waitFor({ timeout: 10_000 });
    process.stderr.write(`  posted and on the wall after ${Math.round(performance.now() - postedAt)} ms\n`);
    expect(await wall.page.locator('button.row', { hasText: title }).first().innerText()).toContain(street.name);
    await wall.toEqual(open, String(TICKETS + 1));
    for (const region of path) {
      expect(await wall.drillAtCentre()).toBe(region.name);
      await wall.toEqual(open, await openOf(region));
    }
    await wall.page.locator('.right button', { hasText: title }).first().waitFor();
    for (let level = 0; level < 3; level += 1) await wall.back();
    await wall.toEqual(() => wall.scopeName(), '市北区');

    // The server dies: the figures stay, marked as old. It comes back: the same figures, live again, by itself.
    const before = await wall.headline();
    await server.kill('both');
    await wall.page.locator('.headline.is-stale').waitFor({ timeout: 15_000 });
    expect(await wall.headline()).toEqual(before);
    await wall.page.screenshot({ path: join(PICTURES, 'server-gone-1920.png') });
    await server.start();
    await wall.page.locator('.headline.is-live').waitFor({ timeout: 60_000 });
    await wall.toEqual(async () => JSON.stringify(await wall.headline()), JSON.stringify(before));

    await wall.page.setViewportSize({ width: 3840, height: 2160 });
    await wall.page.waitForTimeout(4000);
    await wall.page.screenshot({ path: join(PICTURES, 'district-3840.png') });
    await context.close();
  } finally {
    await server.stop();
  }
});
