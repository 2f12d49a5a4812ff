import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { maskText } from '../../server/src/access/masking.ts';
import { launchBrowser } from '../support/browser.ts';
import { ServerProcess } from '../support/server-process.ts';
import { describeWithShared } from '../support/shared-material.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const ROWS = 30;

describeWithShared('naughty strings on the wall', 'fuzz/blns/blns.json', (path) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  it('are shown to the letter, and none of them runs', async () => {
    const strings = (JSON.parse(readFileSync(path, 'utf8')) as string[]).filter((text) => text.trim() !== '');
    const server = await ServerProcess.on(temporaryDirectory());
    await server.start();
    try {
      const token = /cbf_\S+/.exec(await server.command('token', 'create', '--kind', 'feed', '--name', 'e2e', '--feed', 'e2e'))?.[0]; // prettier-ignore
      const link = /http\S+code=\S+/.exec(await server.command('user', 'reset-password', 'admin'))?.[0] ?? '';
      // So tall that many rows fit.
      const context = await browser.newContext({ viewport: { width: 1920, height: 5000 } });
      const page = await context.newPage();
      const dialogs: string[] = [];
      const foreign: string[] = [];
      page.on('dialog', (dialog) => {
        dialogs.push(dialog.message());
        void dialog.dismiss();
      });
      page.on('request', (request) => {
        if (!request.url().startsWith(server.url) && !/^(blob|data):/.test(request.url())) foreign.push(request.url());
      });
      await page.goto(link);
      await page.locator('.headline.is-live').waitFor();
      const at = Date.now() - 3_600_000;
      for (let start = 0; start < strings.length; start += ROWS) {
        const batch = strings.slice(start, start + ROWS);
        const items = batch.map((text, offset) => ({
          kind: 'ticket',
          id: `naughty-${start + offset}`,
          title: [...text].slice(0, 200).join(''),
          ...{ text, address: text, unit: [...text].slice(0, 80).join(''), labels: { text } },
          reportedAt: new Date(at + (start + offset) * 1000).toISOString(),
        }));
        const answer = await fetch(`${server.url}/api/v1/feeds/e2e/items`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify(items),
        });
        expect(await answer.json()).toMatchObject({ rejections: [], accepted: batch.length });
        const shown = (): Promise<string[]> =>
          page.locator('.right button.row .title').evaluateAll((rows) => rows.map((row) => row.textContent));
        const wanted = items.map(({ title }) => maskText(title, 'desk')).reverse();
        await expect.poll(async () => (await shown()).slice(0, wanted.length), { timeout: 60_000 }).toEqual(wanted);
      }
      await page.locator('.right button.row').first().click();
      await page.waitForTimeout(500);
      expect(dialogs).toEqual([]);
      expect(foreign).toEqual([]);
      await context.close();
    } finally {
      await server.stop();
    }
  });
});
