import { classOf } from '../../maps/class-breaks.ts';
import type { MatterRow, RegionId } from '../../live/words.ts';
import { LATE_SHARE_BREAKS } from '../../ui/heat-classes.ts';

/** A share of fewer is not shaded: its figure says all there is to say. */
export const MINIMUM_CELL = 5;

export interface MatterCell {
  readonly open: number;
  readonly late: number;
  /** Class of the late share; null: of too few. */
  readonly level: number | null;
}

export interface MatterTable {
  /** Groups of categories, by their code; '' those without, last. */
  readonly categories: readonly string[];
  readonly rows: readonly { readonly id: RegionId; readonly cells: readonly MatterCell[] }[];
}

/** Places × groups of categories: at most so many columns, those with the most open, in the order of their codes so that none changes its place. */
export function planMatterTable(rows: readonly MatterRow[], mostColumns: number): MatterTable {
  const open = new Map<string, number>();
  for (const { cells } of rows) {
    for (const cell of cells) open.set(cell.category, (open.get(cell.category) ?? 0) + cell.open);
  }
  const categories = [...open]
    .sort(([a, openA], [b, openB]) => openB - openA || (a < b ? -1 : 1))
    .slice(0, mostColumns)
    .map(([category]) => category)
    .sort((a, b) => (a === '' ? 1 : b === '' ? -1 : a < b ? -1 : 1));
  return {
    categories,
    rows: rows.map(({ id, cells }) => {
      const byCategory = new Map(cells.map((cell) => [cell.category, cell]));
      return { id, cells: categories.map((category) => cellOf(byCategory.get(category))) };
    }),
  };
}

function cellOf(counted: { readonly open: number; readonly late: number } | undefined): MatterCell {
  const { open, late } = counted ?? { open: 0, late: 0 };
  return { open, late, level: open < MINIMUM_CELL ? null : classOf(late / open, LATE_SHARE_BREAKS) };
}
