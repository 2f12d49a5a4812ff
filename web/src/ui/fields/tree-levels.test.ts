import { expect, test } from 'vitest';
import { treeLevels } from './tree-levels.ts';

const NODES = [
  { id: 'd', name: '市北区', parentId: 'outside' },
  { id: 's1', name: '辽宁路街道', parentId: 'd' },
  { id: 's2', name: '台东街道', parentId: 'd' },
  { id: 'c', name: '社区', parentId: 's1' },
];
const told = (chosen: string | null): string[] =>
  treeLevels(NODES, chosen).map((level) => `${level.options.map(({ id }) => id).join(' ')} > ${level.chosen ?? '-'}`);

test('each level offers the children of what is chosen above', () => {
  expect(told(null)).toEqual(['d > -']);
  expect(told('s1')).toEqual(['d > d', 's1 s2 > s1', 'c > -']);
  expect(told('c')).toEqual(['d > d', 's1 s2 > s1', 'c > c']);
  expect(told('nothing')).toEqual(['d > -']);
});
