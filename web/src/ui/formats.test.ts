import { expect, test } from 'vitest';
import { formatClock, formatDate, formatMoment, formatNumber, formatRatio, spanOf } from './formats.ts';

const NOON = Date.parse('2022-06-28T12:05:09+08:00');

test('unknown is a dash, never 0', () => {
  expect(formatNumber(null, 'zh-CN')).toBe('—');
  expect(formatNumber(undefined, 'en')).toBe('—');
  expect(formatNumber(0, 'en')).toBe('0');
});

test('a rate without a denominator is a dash', () => {
  expect(formatRatio({ numerator: 0, denominator: 0 }, 'zh-CN')).toBe('—');
  expect(formatRatio({ numerator: 2, denominator: 3 }, 'zh-CN')).toBe('66.7%');
});

test('times are those of the city', () => {
  expect(formatClock(NOON)).toBe('12:05:09');
  expect(formatClock(Date.parse('2022-06-27T16:00:00Z'))).toBe('00:00:00');
  expect(formatDate(NOON, 'zh-CN')).toContain('2022年6月28日');
  expect(formatMoment(NOON, 'zh-CN')).toBe('6月28日 12:05');
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
