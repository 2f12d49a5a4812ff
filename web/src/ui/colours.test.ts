import { describe, expect, test } from 'vitest';
import { lightness, VISIONS, type Vision } from './colour-vision.ts';
import { inkOn, TEXT_PAIRS, THEME_NAMES, THEMES } from './colours.ts';
import { contrast } from './contrast.ts';

const visions = Object.keys(VISIONS) as Vision[];

describe.each(THEME_NAMES)('colours of the %s theme', (name) => {
  const { colours, amount, heat } = THEMES[name];
  const worse = name === 'dark' ? 1 : -1;

  test.each(TEXT_PAIRS)('%s on %s holds WCAG AA for text', (text, ground) => {
    expect(contrast(colours[text], colours[ground])).toBeGreaterThanOrEqual(4.5);
  });

  test.each(visions)('the five classes of the limits rank for eyes of %s, and in grey-scale', (vision) => {
    const steps = heat.slice(1).map((colour, at) => worse * (lightness(colour, vision) - lightness(heat[at]!, vision)));
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(vision === 'all' ? 11 : 8);
  });

  test('the five classes of amounts rank in grey-scale', () => {
    const steps = amount.slice(1).map((colour, at) => worse * (lightness(colour) - lightness(amount[at]!)));
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(8);
  });

  test('a figure is legible on every class of the limits', () => {
    for (const fill of heat) expect(contrast(inkOn(fill), fill)).toBeGreaterThanOrEqual(4.5);
  });

  test('a label with its halo is legible on every class', () => {
    for (const fill of [...amount, ...heat]) {
      const best = Math.max(contrast(colours.textStrong, fill), contrast(colours.textStrong, colours.canvas));
      expect(best).toBeGreaterThanOrEqual(4.5);
    }
  });
});
