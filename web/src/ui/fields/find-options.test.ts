import { expect, test } from 'vitest';
import { findOptions } from './find-options.ts';

const OPTIONS = [
  { id: 'a', label: '生活垃圾暴露', more: 'E0110' },
  { id: 'b', label: '垃圾满溢', more: 'E0192' },
  { id: 'c', label: '道路破损', more: 'E0113' },
];
const found = (search: string, most?: number): string =>
  findOptions(OPTIONS, search, most)
    .map(({ id }) => id)
    .join('');

test('every word must be in the label or the code, and what begins with it comes first', () => {
  expect(found('垃圾')).toBe('ba');
  expect(found('e01')).toBe('abc');
  expect(found('垃圾 暴露')).toBe('a');
  expect(found('电梯')).toBe('');
});

test('without a search all are there, as many as are wanted', () => {
  expect(found(' ')).toBe('abc');
  expect(found('', 2)).toBe('ab');
});
