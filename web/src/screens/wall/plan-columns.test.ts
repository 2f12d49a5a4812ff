import { expect, test } from 'vitest';
import { planColumns } from './plan-columns.ts';

test('items are dealt out in turn, and no column is empty', () => {
  expect(planColumns(['a', 'b', 'c'], 2)).toEqual([['a', 'c'], ['b']]);
  expect(planColumns(['a'], 2)).toEqual([['a']]);
  expect(planColumns(['a', 'b'], 1)).toEqual([['a', 'b']]);
  expect(planColumns([], 2)).toEqual([[]]);
});
