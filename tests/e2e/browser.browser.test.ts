import { describe, expect, it } from 'vitest';
import { bundledBrowser, hasBundledBrowser } from '../support/bundled-browser.ts';
import { type BrowserProgram, launchBrowser, systemBrowser } from '../support/browser.ts';

/** The colour of one pixel that WebGL 2 has cleared, read back from the canvas. */
async function pixelDrawnBy(program: BrowserProgram): Promise<number[]> {
  const browser = await launchBrowser(program);
  try {
    const page = await browser.newPage();
    return await page.evaluate(() => {
      const gl = document.createElement('canvas').getContext('webgl2');
      if (!gl) return [];
      gl.clearColor(0.2, 0.4, 0.6, 1);
      gl.clear(gl.COLOR_BUFFER_BIT);
      const pixel = new Uint8Array(4);
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
      return [...pixel];
    });
  } finally {
    await browser.close();
  }
}

describe('the browser of the tests', () => {
  const system = systemBrowser();

  it.skipIf(system === null)('draws WebGL 2 with the Chromium of this machine', async () => {
    expect(await pixelDrawnBy(system!)).toEqual([51, 102, 153, 255]);
  });

  it.skipIf(!hasBundledBrowser)('draws WebGL 2 with the Chromium that comes from npm', async () => {
    expect(await pixelDrawnBy(await bundledBrowser())).toEqual([51, 102, 153, 255]);
  });
});
