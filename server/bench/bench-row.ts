/** One line of a benchmark's result. A figure stands beside a baseline from the same run. */
export interface BenchRow {
  readonly what: string;
  /** Median over the runs. */
  readonly value: number;
  readonly unit: string;
  /** The baseline's median, in the same unit; null: this row is a baseline, or has none. */
  readonly baseline: number | null;
  readonly ratio: number | null;
  /** In words, e.g. `≥ 0.5 × the bare client`. */
  readonly budget: string | null;
  readonly met: boolean | null;
  readonly runs: number;
  /** Least and greatest of the runs. */
  readonly spread: readonly [least: number, greatest: number];
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

export const spreadOf = (values: readonly number[]): readonly [number, number] => [
  Math.min(...values),
  Math.max(...values),
];

/** The rows as a table for a terminal. */
export function formatRows(rows: readonly BenchRow[]): string {
  const figure = (value: number | null): string =>
    value === null ? '—' : value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2);
  const lines = rows.map((row) => [
    row.what,
    `${figure(row.value)} ${row.unit}`,
    `${figure(row.spread[0])} … ${figure(row.spread[1])}`,
    String(row.runs),
    figure(row.ratio),
    row.budget === null ? '' : `${row.budget}: ${row.met ? 'met' : 'MISSED'}`,
  ]);
  const table = [['what', 'median', 'spread', 'runs', 'ratio', 'budget'], ...lines];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((line) => (line[column] ?? '').length))) ?? [];
  return table
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
