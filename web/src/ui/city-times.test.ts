import { expect, test } from 'vitest';
import { cityTimes } from './city-times.ts';

const NOON = Date.parse('2022-06-28T12:05:09+08:00');

test('times are those of the city, in the language of the screen', () => {
  const chinese = cityTimes('zh-CN', 'Asia/Shanghai');
  expect(chinese.clock(NOON)).toBe('12:05:09');
  expect(chinese.date(NOON)).toContain('2022年6月28日');
  expect(chinese.moment(NOON)).toBe('6月28日 12:05');
  expect(chinese.civil(NOON)).toBe('2022-06-28T12:05');
  expect(cityTimes('en', 'Asia/Shanghai').day(NOON)).toBe('Jun 28');
});

test('midnight is 00, and another city has another day', () => {
  expect(cityTimes('en', 'Asia/Shanghai').clock(Date.parse('2022-06-27T16:00:00Z'))).toBe('00:00:00');
  const boston = cityTimes('en', 'America/New_York');
  expect([boston.hour(NOON), boston.day(NOON)]).toEqual(['0', 'Jun 28']);
  expect(boston.day(NOON - 3_600_000)).toBe('Jun 27');
});
