import { describe, expect, it } from 'vitest';
import { apportion } from './apportion.ts';

describe('apportion', () => {
  it('shares in proportion and gives the rest to the largest remainders', () => {
    expect(apportion(10, [1, 1, 1], [0, 0, 0])).toEqual([4, 3, 3]);
    expect(apportion(7, [5, 3, 2], [0, 0, 0])).toEqual([4, 2, 1]);
  });

  it('never goes below a minimum, at the cost of the others', () => {
    expect(apportion(10, [98, 1, 1], [0, 2, 2])).toEqual([6, 2, 2]);
    expect(apportion(4, [1, 1], [2, 2])).toEqual([2, 2]);
  });

  it('refuses minimums that exceed the total', () => {
    expect(() => apportion(3, [1, 1], [2, 2])).toThrow(RangeError);
  });
});
