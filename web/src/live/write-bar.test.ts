import { instant } from '@citybrain/domain';
import { expect, test } from 'vitest';
import { MOST_SILENT_MS, writeBarOf } from './write-bar.ts';

const tick = { asOf: instant(0), sequence: 1, serverTime: instant(10_000), tickMs: 250, frames: [] };
const well = { isOnline: true, isReplay: false, serverNow: 11_000 };

test('a live connection that was heard a moment ago may write', () => {
  expect(writeBarOf({ state: 'live', tick }, well)).toBeNull();
});

test('within five seconds of the last word, and at once without a network, nothing is written', () => {
  expect(MOST_SILENT_MS + 1_000).toBeLessThan(5_000);
  expect(writeBarOf({ state: 'live', tick }, { ...well, serverNow: 10_001 + MOST_SILENT_MS })).toBe('lost');
  expect(writeBarOf({ state: 'live', tick }, { ...well, isOnline: false })).toBe('lost');
  for (const state of ['stale', 'reconnecting', 'ended', 'connecting'] as const) {
    expect(writeBarOf({ state, tick }, well)).toBe('lost');
  }
});

test('before the first word it is connecting, and a record is not written to', () => {
  expect(writeBarOf({ state: 'connecting', tick: null }, well)).toBe('connecting');
  expect(writeBarOf({ state: 'reconnecting', tick: null }, well)).toBe('lost');
  expect(writeBarOf({ state: 'live', tick }, { ...well, isReplay: true })).toBe('replay');
});
