import type { ChildRow, Measures } from '../../live/words.ts';

/** How a scope's headline is made up. `apart`: what the parts lack of the whole; 0 when all adds up. */
export interface OpenSum {
  readonly open: number;
  readonly children: number;
  readonly direct: number;
  readonly unplaced: number;
  readonly apart: number;
}

export function planOpenSum(
  measures: Pick<Measures, 'open' | 'direct' | 'unplaced'>,
  rows: Iterable<ChildRow>,
): OpenSum {
  let children = 0;
  for (const row of rows) children += row.open;
  const { open, direct, unplaced } = measures;
  return { open, children, direct, unplaced, apart: open - children - direct - unplaced };
}
