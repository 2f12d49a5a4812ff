/** Below this many open tickets a share says more about chance than about the region. */
export const MINIMUM_OPEN = 10;

interface Counts {
  readonly id: string;
  readonly open: number;
  readonly overdue: number;
}

export interface RankedChild<Row extends Counts> {
  readonly row: Row;
  /** From 1; equal shares share a rank. Null: too few to rank. */
  readonly rank: number | null;
  /** Overdue of the open; null without open tickets. */
  readonly share: number | null;
}

/** The worst overdue share first, the larger number first among equals; those not ranked follow, fullest first. */
export function rankChildren<Row extends Counts>(rows: readonly Row[]): RankedChild<Row>[] {
  const shareOf = (row: Counts): number => row.overdue / row.open;
  const ranked = rows
    .filter((row) => row.open >= MINIMUM_OPEN)
    .sort((a, b) => shareOf(b) - shareOf(a) || b.open - a.open || (a.id < b.id ? -1 : 1));
  const others = rows
    .filter((row) => row.open < MINIMUM_OPEN)
    .sort((a, b) => b.open - a.open || (a.id < b.id ? -1 : 1));
  return [
    ...ranked.map((row) => ({
      row,
      rank: ranked.findIndex((other) => shareOf(other) === shareOf(row)) + 1,
      share: shareOf(row),
    })),
    ...others.map((row) => ({ row, rank: null, share: row.open > 0 ? shareOf(row) : null })),
  ];
}
