import { expect, test } from 'vitest';
import { durationParts, formatNumber, formatRatio, hourParts, spanOf } from './formats.ts';

test('unknown is a dash, never 0', () => {
  expect(formatNumber(null, 'zh-CN')).toBe('—');
  expect(formatNumber(undefined, 'en')).toBe('—');
  expect(formatNumber(0, 'en')).toBe('0');
});

test('a rate without a denominator is a dash', () => {
  expect(formatRatio({ numerator: 0, denominator: 0 }, 'zh-CN')).toBe('—');
  expect(formatRatio({ numerator: 2, denominator: 3 }, 'zh-CN')).toBe('66.7%');
});

test('a span is told in its largest whole unit', () => {
  expect([999, 59_999, 60_000, 3_600_000, 172_799_999, 172_800_000].map(spanOf)).toEqual([
    { unit: 'seconds', n: 0 },
    { unit: 'seconds', n: 59 },
    { unit: 'minutes', n: 1 },
    { unit: 'hours', n: 1 },
    { unit: 'hours', n: 47 },
    { unit: 'days', n: 2 },
  ]);
});

test('a duration is told in days, hours and minutes', () => {
  const told = (milliseconds: number): string =>
    durationParts(milliseconds)
      .map(({ unit, n }) => `${n} ${unit}`)
      .join(' ');
  expect([1_999, 60_000, 3_660_000, 86_400_000, -90_060_000, 86_460_000].map(told)).toEqual([
    '1 seconds',
    '1 minutes',
    '1 hours 1 minutes',
    '1 days',
    '1 days 1 hours 1 minutes',
    '1 days 0 hours 1 minutes',
  ]);
  expect(durationParts(86_460_000, 2)).toEqual([{ unit: 'days', n: 1 }]);
});

test('working time is told in hours, since its day is no day', () => {
  expect(hourParts(144_000_000)).toEqual([{ unit: 'hours', n: 40 }]);
  expect(hourParts(90_060_000)).toEqual([
    { unit: 'hours', n: 25 },
    { unit: 'minutes', n: 1 },
  ]);
  expect(hourParts(60_000)).toEqual([{ unit: 'minutes', n: 1 }]);
});
