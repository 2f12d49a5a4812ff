export const SHORTEST_DELAY_MS = 500;
export const LONGEST_DELAY_MS = 30_000;

/**
 * How long to wait before an attempt: doubling from half a second to thirty, of
 * which the second half is left to chance, so that a thousand screens do not
 * come back in one moment.
 *
 * @param failures attempts that failed in a row, from 0.
 * @param random in [0, 1).
 */
export function reconnectDelayMs(failures: number, random: number): number {
  const full = Math.min(LONGEST_DELAY_MS, SHORTEST_DELAY_MS * 2 ** Math.min(failures, 16));
  return Math.round(full / 2 + (full / 2) * random);
}
