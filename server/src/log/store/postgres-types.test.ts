import { expect, it } from 'vitest';
import { parseInt8, parseTimestamptz } from './postgres-types.ts';

it('reads an instant with microseconds and a whole-hour offset', () => {
  expect(parseTimestamptz('2026-06-25 08:00:00.123999+08')).toBe(Date.parse('2026-06-25T00:00:00.123Z'));
});

it.each([
  ['2026-06-25 04:00:00+00', '2026-06-25T04:00:00.000Z'],
  ['2026-06-25 04:00:00.1+00', '2026-06-25T04:00:00.100Z'],
  ['2026-02-28 23:59:59.057+00', '2026-02-28T23:59:59.057Z'],
  ['1969-12-31 23:59:59.999999+00', '1969-12-31T23:59:59.999Z'],
  ['0042-01-02 03:04:05.678+00', '0042-01-02T03:04:05.678Z'],
  ['12026-06-25 04:00:00+00', '+012026-06-25T04:00:00.000Z'],
])('reads %s, as a session in UTC says it', (text, iso) => {
  expect(parseTimestamptz(text)).toBe(Date.parse(iso));
});

it('keeps infinity', () => {
  expect(parseTimestamptz('infinity')).toBe(Infinity);
});

it('reads an integer up to 2^53 - 1 and refuses the next', () => {
  expect(parseInt8('-9007199254740991')).toBe(-9007199254740991);
  expect(() => parseInt8('9007199254740992')).toThrow(RangeError);
});
