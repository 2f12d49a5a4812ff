import { expect, it } from 'vitest';
import { parseInt8, parseTimestamptz } from './postgres-types.ts';

it('reads an instant with microseconds and a whole-hour offset', () => {
  expect(parseTimestamptz('2026-06-25 08:00:00.123999+08')).toBe(Date.parse('2026-06-25T00:00:00.123Z'));
});

it('keeps infinity', () => {
  expect(parseTimestamptz('infinity')).toBe(Infinity);
});

it('reads an integer up to 2^53 - 1 and refuses the next', () => {
  expect(parseInt8('-9007199254740991')).toBe(-9007199254740991);
  expect(() => parseInt8('9007199254740992')).toThrow(RangeError);
});
