import type { Page } from 'playwright-core';

/** The six figures on top of the wall, by their Chinese labels, as they are shown. */
export type Headline = Readonly<Record<string, string>>;

/** The wall as somebody reads and clicks it. */
export class WallPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Name of the region that is shown. */
  async scopeName(): Promise<string> {
    return (await this.page.locator('header h1').innerText()).trim();
  }

  async headline(): Promise<Headline> {
    const tiles = await this.page.locator('.headline .tile').all();
    const entries = await Promise.all(
      tiles.map(async (tile) => [
        (await tile.locator('dt').innerText()).trim(),
        (await tile.locator('dd').first().innerText()).trim(),
      ]),
    );
    return Object.fromEntries(entries) as Headline;
  }

  async figure(label: string): Promise<string> {
    return (await this.headline())[label] ?? '';
  }

  /** Clicks the middle of the map; resolves when the wall shows what lies there. */
  async drillAtCentre(): Promise<string> {
    const before = await this.scopeName();
    const box = await this.page.getByRole('application').boundingBox();
    if (!box) throw new Error('the map is not shown');
    for (let attempt = 0; attempt < 40; attempt += 1) {
      // The camera may still move: a click that meets nothing is repeated.
      await this.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
      await this.page.waitForTimeout(250);
      if ((await this.scopeName()) !== before) return this.scopeName();
      // A ticket lay there: its card is closed again.
      if ((await this.page.locator('.centre .card').count()) > 0) await this.page.keyboard.press('Escape');
    }
    throw new Error(`a click on the map of ${before} leads nowhere`);
  }

  async back(): Promise<void> {
    await this.page.keyboard.press('Escape');
  }

  async toEqual(read: () => Promise<string>, wanted: string, within = 20_000): Promise<void> {
    const end = Date.now() + within;
    for (let seen = await read(); seen !== wanted; seen = await read()) {
      if (Date.now() > end) throw new Error(`shows "${seen}" and not "${wanted}"`);
      await this.page.waitForTimeout(50);
    }
  }
}
