import type { ClockRun, Pause } from '../clock-run.ts';
import { instant, type Instant } from '../instant.ts';
import type { Span } from '../work-calendar.ts';

/** After every instant: the end of what has none. */
export const NEVER = instant(Number.POSITIVE_INFINITY);

/**
 * Pauses in whatever order they were recorded, overlapping or not, as a clock run
 * wants them: in order, apart, none empty. A moment paused twice is paused once.
 */
export function mergePauses(pauses: readonly Pause[]): readonly Pause[] {
  const merged: Pause[] = [];
  for (const pause of [...pauses].sort((a, b) => a.from - b.from)) {
    if (endOf(pause) <= pause.from) continue;
    const last = merged.at(-1);
    if (last === undefined || endOf(last) < pause.from) merged.push(pause);
    else if (endOf(last) < endOf(pause)) merged[merged.length - 1] = { from: last.from, to: pause.to };
  }
  return merged;
}

/** The spans after `from` in which the clock is not paused, in order; the last one has no end unless a pause has none. */
export function activeSpans({ startedAt, pauses }: ClockRun, from: Instant): readonly Span[] {
  let start = from > startedAt ? from : startedAt;
  if (pauses.length === 0) return [{ from: start, to: NEVER }];
  const spans: Span[] = [];
  for (const pause of isInOrder(pauses) ? pauses : mergePauses(pauses)) {
    const end = endOf(pause);
    if (end <= start) continue;
    if (pause.from > start) spans.push({ from: start, to: pause.from });
    start = end;
  }
  if (start < NEVER) spans.push({ from: start, to: NEVER });
  return spans;
}

const endOf = ({ to }: Pause): Instant => to ?? NEVER;

const isInOrder = (pauses: readonly Pause[]): boolean =>
  pauses.every((pause, index) => index === 0 || endOf(pauses[index - 1] ?? pause) < pause.from);
