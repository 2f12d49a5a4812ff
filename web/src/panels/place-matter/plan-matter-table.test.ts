import type { RegionId } from '@citybrain/domain';
import { expect, test } from 'vitest';
import type { MatterRow } from '../../live/words.ts';
import { planMatterTable } from './plan-matter-table.ts';

const row = (id: string, cells: Record<string, [open: number, late: number]>): MatterRow => ({
  id: id as RegionId,
  cells: Object.entries(cells).map(([category, [open, late]]) => ({ category, open, late })),
});

test('columns are the groups with the most open, in the order of their codes, those without one last', () => {
  const table = planMatterTable([row('a', { E02: [9, 0], '': [8, 0] }), row('b', { E01: [1, 0], E03: [7, 1] })], 3);
  expect(table.categories).toEqual(['E02', 'E03', '']);
  expect(table.rows.map(({ id }) => id)).toEqual(['a', 'b']);
});

test('a cell is shaded by its late share, and one of too few is not', () => {
  const [first] = planMatterTable([row('a', { E01: [10, 2], E02: [4, 4], E03: [100, 1] })], 9).rows;
  expect(first?.cells).toEqual([
    { open: 10, late: 2, level: 4 },
    { open: 4, late: 4, level: null },
    { open: 100, late: 1, level: 0 },
  ]);
});
