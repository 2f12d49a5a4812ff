import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rateOf, wilsonInterval } from './wilson.ts';

describe("Wilson's interval", () => {
  it.each([
    [9, 10, 0.59585, 0.982124],
    [90, 100, 0.825634, 0.944771],
    [0, 0, 0, 1],
  ])('[P11] of %i in %i is [%f, %f]', (numerator, denominator, lower, upper) => {
    const interval = wilsonInterval(numerator, denominator);
    expect(interval.lower).toBeCloseTo(lower, 6);
    expect(interval.upper).toBeCloseTo(upper, 6);
  });

  it('holds the rate, lies within [0, 1] and mirrors with it', () => {
    const counts = fc.nat(100_000).chain((denominator) => fc.tuple(fc.nat(denominator), fc.constant(denominator)));
    fc.assert(
      fc.property(counts, ([numerator, denominator]) => {
        const { lower, upper } = wilsonInterval(numerator, denominator);
        const mirrored = wilsonInterval(denominator - numerator, denominator);
        expect(lower).toBeGreaterThanOrEqual(0);
        expect(upper).toBeLessThanOrEqual(1);
        expect(mirrored.lower).toBeCloseTo(1 - upper, 10);
        if (denominator === 0) return;
        expect(lower).toBeLessThanOrEqual(numerator / denominator);
        expect(upper).toBeGreaterThanOrEqual(numerator / denominator);
      }),
    );
  });

  it('throws for what is no rate', () => {
    for (const [numerator, denominator] of [
      [2, 1],
      [-1, 1],
      [0.5, 1],
      [0, Infinity],
    ] as const) {
      expect(() => wilsonInterval(numerator, denominator)).toThrow(RangeError);
    }
  });
});

describe('a rate', () => {
  it('[P11] of nothing is null and not 1', () => {
    expect(rateOf({ numerator: 0, denominator: 0 })).toBeNull();
    expect(rateOf({ numerator: 3, denominator: 4 })).toBe(0.75);
  });
});
