import { describe, expect, test } from 'vitest';
import { COLOURS, RAMPS, TEXT_PAIRS } from './colours.ts';
import { contrast, luminance } from './contrast.ts';

describe('colours of the wall', () => {
  test.each(TEXT_PAIRS)('%s on %s holds WCAG AA for text', (text, ground) => {
    expect(contrast(COLOURS[text], COLOURS[ground])).toBeGreaterThanOrEqual(4.5);
  });

  test.each(Object.entries(RAMPS))('the five classes of %s rank in grey-scale', (_, ramp) => {
    for (const [at, colour] of ramp.slice(1).entries()) {
      expect(contrast(colour, ramp[at] ?? '')).toBeGreaterThanOrEqual(1.25);
      expect(luminance(colour)).toBeGreaterThan(luminance(ramp[at] ?? ''));
    }
  });

  test('a label with its dark halo is legible on every class', () => {
    for (const fill of [...RAMPS.amount, ...RAMPS.trouble]) {
      const best = Math.max(contrast(COLOURS.textStrong, fill), contrast(COLOURS.textStrong, COLOURS.canvas));
      expect(best).toBeGreaterThanOrEqual(4.5);
    }
  });
});
