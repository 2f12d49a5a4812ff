import { expect, test } from 'vitest';
import { minutesThatAddUp } from './minutes-that-add-up.ts';

test('minutes add up to those of the whole', () => {
  expect(minutesThatAddUp([90_000, 90_000, 60_000])).toEqual([2, 1, 1]);
  expect(minutesThatAddUp([20_000, 20_000, 20_000])).toEqual([1, 0, 0]);
  expect(minutesThatAddUp([])).toEqual([]);
});

test('whatever the spans, no minute is lost and none is made up', () => {
  for (let seed = 1; seed < 200; seed += 1) {
    const spans = Array.from({ length: 1 + (seed % 9) }, (_, at) => (seed * 7919 * (at + 3)) % 5_000_000);
    const whole = Math.floor(spans.reduce((sum, span) => sum + span, 0) / 60_000);
    expect(minutesThatAddUp(spans).reduce((sum, each) => sum + each, 0)).toBe(whole);
  }
});
