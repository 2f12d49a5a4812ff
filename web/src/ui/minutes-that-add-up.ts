import { MINUTE_MS } from '@citybrain/domain';

/**
 * Whole minutes for spans in milliseconds, so that they add up to the minutes of
 * the whole: what is missing goes to those that lost most by rounding down.
 */
export function minutesThatAddUp(spansMs: readonly number[]): number[] {
  const total = Math.floor(spansMs.reduce((sum, span) => sum + span, 0) / MINUTE_MS);
  const minutes = spansMs.map((span) => Math.floor(span / MINUTE_MS));
  let missing = total - minutes.reduce((sum, each) => sum + each, 0);
  const byLoss = spansMs
    .map((span, at) => ({ at, lost: span % MINUTE_MS }))
    .sort((a, b) => b.lost - a.lost || a.at - b.at);
  for (const { at } of byLoss) {
    if (missing <= 0) break;
    minutes[at] = (minutes[at] ?? 0) + 1;
    missing -= 1;
  }
  return minutes;
}
