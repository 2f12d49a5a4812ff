import { expect, test } from 'vitest';
import { rankChildren } from './rank-children.ts';

const row = (id: string, overdue: number, open: number) => ({ id, overdue, open });
const order = (rows: Parameters<typeof rankChildren>[0]) =>
  rankChildren(rows).map(({ row: { id }, rank }) => [id, rank]);

test('the worst share comes first, not the largest number', () => {
  expect(order([row('large', 50, 500), row('late', 5, 20)])).toEqual([
    ['late', 1],
    ['large', 2],
  ]);
});

test('equal shares share a rank, and the next one skips it', () => {
  expect(order([row('a', 1, 10), row('b', 2, 20), row('c', 0, 30)])).toEqual([
    ['b', 1],
    ['a', 1],
    ['c', 3],
  ]);
});

test('too few open tickets are not ranked, however late they are', () => {
  expect(order([row('few', 9, 9), row('none', 0, 0), row('many', 1, 10)])).toEqual([
    ['many', 1],
    ['few', null],
    ['none', null],
  ]);
});

test('nothing open has no share', () => {
  expect(rankChildren([row('none', 0, 0)])[0]?.share).toBeNull();
});
