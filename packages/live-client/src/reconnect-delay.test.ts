import { expect, test } from 'vitest';
import { LONGEST_DELAY_MS, reconnectDelayMs } from './reconnect-delay.ts';

test('delays double up to thirty seconds and stay there for ever', () => {
  const full = [0, 1, 2, 3, 4, 5, 6, 7, 1_000_000].map((failures) => reconnectDelayMs(failures, 1));
  expect(full).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
});

test('half of a delay is left to chance', () => {
  expect(reconnectDelayMs(20, 0)).toBe(LONGEST_DELAY_MS / 2);
  expect(reconnectDelayMs(20, 0.5)).toBe(LONGEST_DELAY_MS * 0.75);
});
