import { describe, expect, it } from 'vitest';
import { Random, seedOf, WeightedChoice } from './random.ts';

const drawn = <T>(count: number, draw: (random: Random) => T): T[] => {
  const random = new Random(9);
  return Array.from({ length: count }, () => draw(random));
};
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('Random', () => {
  it('repeats its stream for the same seed', () => {
    expect(drawn(5, (random) => random.next())).toEqual(drawn(5, (random) => random.next()));
  });

  it.each([0.3, 12, 66])('counts arrivals with the mean %d', (expected) => {
    const counts = drawn(4000, (random) => random.poisson(expected));
    expect(mean(counts) / expected).toBeGreaterThan(0.93);
    expect(mean(counts) / expected).toBeLessThan(1.07);
    expect(counts.every((count) => Number.isInteger(count) && count >= 0)).toBe(true);
  });

  it('draws log-normal spans around their median', () => {
    const spans = drawn(4001, (random) => random.logNormal(10, 0.7)).sort((a, b) => a - b);
    expect(spans[2000]).toBeGreaterThan(9.3);
    expect(spans[2000]).toBeLessThan(10.7);
  });

  it('refuses to pick from nothing', () => {
    expect(() => new Random(1).pick([])).toThrow(RangeError);
    expect(() => new WeightedChoice([['a', 0]])).toThrow(RangeError);
  });
});

it('draws by weight and never what has none', () => {
  const choice = new WeightedChoice([
    ['often', 3],
    ['never', 0],
    ['seldom', 1],
  ]);
  const words = drawn(4000, (random) => choice.draw(random));
  expect(words.filter((word) => word === 'often').length / 4000).toBeCloseTo(0.75, 1);
  expect(words).not.toContain('never');
});

it('tells seeds of different keys apart', () => {
  const seeds = [
    seedOf(1, 'a'),
    seedOf(1, 'b'),
    seedOf(2, 'a'),
    seedOf(1, 'a', 1),
    seedOf(1),
    seedOf(2 ** 40),
    seedOf(0),
  ];
  expect(new Set(seeds).size).toBe(seeds.length);
});
