import { median, spreadOf, type BenchRow } from '../bench-row.ts';

/** What is known besides the figures of the runs. */
export interface RowRest {
  /** The baseline's figure of each run, in the same unit. */
  readonly baselines?: readonly number[];
  readonly budget?: string;
  /** Whether the row keeps its budget, by its median and the median of the runs' ratios. */
  readonly isMet?: (value: number, ratio: number) => boolean;
}

/** A row out of one figure a run; its ratio is the median of the runs' own ratios. */
export function liveRow(what: string, unit: string, values: readonly number[], rest: RowRest = {}): BenchRow {
  const { baselines, budget = null, isMet } = rest;
  const value = median(values);
  const ratio = baselines ? median(values.map((one, run) => one / (baselines[run] ?? Number.NaN))) : null;
  return {
    ...{ what, value, unit },
    baseline: baselines ? median(baselines) : null,
    ratio,
    budget,
    met: isMet ? isMet(value, ratio ?? Number.NaN) : null,
    runs: values.length,
    spread: spreadOf(values),
  };
}
