import { describe, expect, test } from 'vitest';
import { classOf, planCountBreaks } from './class-breaks.ts';

describe('breaks for counts', () => {
  test('"none" is a class of its own, the others are equally wide', () => {
    expect(planCountBreaks([0, 3, 80], null)).toEqual([1, 21, 41, 61]);
  });

  test('small counts have whole breaks', () => {
    expect(planCountBreaks([0, 1], null)).toEqual([1, 2, 3, 4]);
    expect(planCountBreaks([], null)).toEqual([1, 2, 3, 4]);
  });

  test('the largest count is in a class with others like it', () => {
    for (const largest of [4, 5, 9, 17, 99, 101, 238, 999, 4_020, 123_456]) {
      const breaks = planCountBreaks([largest], null);
      expect(classOf(largest, breaks)).toBeGreaterThanOrEqual(3);
      expect(breaks.every(Number.isInteger)).toBe(true);
    }
  });

  test('breaks stay while counts breathe', () => {
    const shown = planCountBreaks([80], null);
    for (const largest of [45, 60, 79, 81, 90]) expect(planCountBreaks([largest], shown)).toBe(shown);
  });

  test('breaks move when the largest count leaves them', () => {
    const shown = planCountBreaks([80], null);
    expect(planCountBreaks([200], shown)).not.toBe(shown);
    expect(planCountBreaks([10], shown)).not.toBe(shown);
  });
});

test('a value belongs to the class whose lower bound it reaches', () => {
  expect([0, 0.59, 0.6, 0.94, 0.95, 1].map((rate) => classOf(rate, [0.6, 0.75, 0.85, 0.95]))).toEqual([
    0, 0, 1, 3, 4, 4,
  ]);
});
