/**
 * Whole numbers that sum to `total`, proportional to `weights` by largest
 * remainder, none below its entry in `minimums`. Ties go to the earlier entry.
 * Throws RangeError when the minimums alone exceed the total.
 */
export function apportion(total: number, weights: readonly number[], minimums: readonly number[]): number[] {
  const minimumOf = (at: number): number => minimums[at] ?? 0;
  const pinned = new Set<number>();
  for (;;) {
    const free = weights.map((_, at) => at).filter((at) => !pinned.has(at));
    const left = total - [...pinned].reduce((sum, at) => sum + minimumOf(at), 0);
    if (left < 0 || (free.length === 0 && left > 0)) {
      throw new RangeError(`${total} cannot be shared out among ${weights.length} with these minimums`);
    }
    const weightSum = free.reduce((sum, at) => sum + (weights[at] ?? 0), 0);
    const shares = new Map(free.map((at) => [at, (left * (weights[at] ?? 0)) / weightSum]));
    const short = free.filter((at) => (shares.get(at) ?? 0) < minimumOf(at));
    if (short.length === 0) return roundByLargestRemainder(weights.length, left, shares, minimumOf);
    for (const at of short) pinned.add(at);
  }
}

function roundByLargestRemainder(
  length: number,
  total: number,
  shares: ReadonlyMap<number, number>,
  minimumOf: (at: number) => number,
): number[] {
  const result = Array.from({ length }, (_, at) => Math.floor(shares.get(at) ?? minimumOf(at)));
  let left = total;
  for (const at of shares.keys()) left -= result[at] ?? 0;
  const byRemainder = [...shares].sort(([a, x], [b, y]) => (y % 1) - (x % 1) || a - b);
  for (const [at] of byRemainder.slice(0, left)) result[at] = (result[at] ?? 0) + 1;
  return result;
}
