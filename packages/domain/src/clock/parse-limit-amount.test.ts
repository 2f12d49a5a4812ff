import { describe, expect, it } from 'vitest';
import type { ClockMode } from '../limit.ts';
import { findLimitProblem, parseLimitAmount } from './parse-limit-amount.ts';

describe('[D6] an amount', () => {
  it.each([
    ['4h', { n: 4, unit: 'hour' }],
    ['90m', { n: 90, unit: 'minute' }],
    ['2d', { n: 2, unit: 'day' }],
    ['1.5h', { n: 1.5, unit: 'hour' }],
    [' 3 d ', { n: 3, unit: 'day' }],
    ['0h', { n: 0, unit: 'hour' }],
  ])('%s is read', (text, expected) => expect(parseLimitAmount(text)).toEqual(expected));

  it.each(['', '4', 'h', '-4h', '4H', '1e3h', '.5h', '4h30m', '4 hours', 'NaNh', '1,5h'])('%j is none', (text) =>
    expect(parseLimitAmount(text)).toBeNull(),
  );

  it.each<[ClockMode, string, string | undefined]>([
    ['continuous', '1.5h', undefined],
    ['accrual', '0.5d', undefined],
    ['legal-day', '1d', undefined],
    ['calendar-day', '90d', undefined],
    ['continuous', '3653d', undefined],
    ['continuous', '0h', 'not-positive'],
    ['legal-day', '0d', 'not-positive'],
    ['continuous', '3653.1d', 'too-long'],
    ['accrual', '999999999m', 'too-long'],
    ['legal-day', '1.5d', 'not-whole-days'],
    ['legal-day', '24h', 'not-whole-days'],
    ['calendar-day', '60m', 'not-whole-days'],
  ])('%s of %s is judged', (mode, text, expected) => {
    const amount = parseLimitAmount(text);
    expect(amount && findLimitProblem({ mode, ...amount })?.why).toBe(expected);
  });

  it('that is no number is none to count with', () => {
    expect(findLimitProblem({ mode: 'continuous', n: Number.NaN, unit: 'hour' })?.why).toBe('not-positive');
    expect(findLimitProblem({ mode: 'continuous', n: Infinity, unit: 'hour' })?.why).toBe('too-long');
  });
});
