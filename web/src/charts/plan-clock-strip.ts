import type { ClockStep } from '@citybrain/domain';

/** What a strip is drawn from: a clock with the steps of its deadline. */
export interface StripClock {
  readonly startedAt: number;
  readonly dueAt: number | null;
  readonly stoppedAt: number | null;
  readonly steps: readonly ClockStep[];
}

/** A stretch on the strip; `start` and `width` are shares of its length, 0 to 1. */
export interface StripSpan {
  readonly start: number;
  readonly width: number;
  readonly step: ClockStep;
}

export interface ClockStripPlan {
  readonly from: number;
  readonly to: number;
  readonly spans: readonly StripSpan[];
  /** Past the deadline until it was done, or until now; null: it was in time so far. */
  readonly over: { readonly start: number; readonly width: number; readonly ms: number } | null;
  readonly due: number | null;
  /** Where the clock stands: now, or where it was stopped; null: off the strip. */
  readonly hand: number | null;
  /** The time past the deadline is longer than the strip shows. */
  readonly isCut: boolean;
  readonly countedMs: number;
  /** Of it, until the hand. */
  readonly usedMs: number;
}

/** How much of the strip's length may lie past the deadline, as a multiple of what lies before it. */
const MOST_OVER = 1;

/** @param now the server's clock. */
export function planClockStrip(clock: StripClock, now: number): ClockStripPlan {
  const { startedAt: from, dueAt, steps } = clock;
  const hand = clock.stoppedAt ?? now;
  const due = dueAt ?? steps.at(-1)?.to ?? Math.max(hand, from + 1);
  const length = Math.max(1, due - from);
  const isOver = dueAt !== null && hand > dueAt;
  const to = isOver ? Math.min(hand, due + length * MOST_OVER) : dueAt === null ? Math.max(due, hand) : due;
  const shareOf = (at: number): number => Math.min(1, Math.max(0, (at - from) / Math.max(1, to - from)));
  const widthOf = (start: number, end: number): number => shareOf(end) - shareOf(start);
  return {
    from,
    to,
    spans: steps.map((step) => ({ start: shareOf(step.from), width: widthOf(step.from, step.to), step })),
    over: isOver ? { start: shareOf(due), width: widthOf(due, to), ms: hand - due } : null,
    due: dueAt === null ? null : shareOf(dueAt),
    hand: hand >= from ? shareOf(hand) : null,
    isCut: isOver && hand > to,
    countedMs: steps.reduce((sum, { countedMs }) => sum + countedMs, 0),
    usedMs: steps.reduce((sum, step) => sum + usedOf(step, hand), 0),
  };
}

const usedOf = ({ isCounted, from, to }: ClockStep, hand: number): number =>
  isCounted ? Math.max(0, Math.min(to, hand) - from) : 0;

/** A day's beginning on the strip, where there is room to say so. */
export interface StripDay {
  readonly at: number;
  readonly start: number;
}

const HOUR_MS = 3_600_000;

/**
 * The midnights on the strip, every so many that at most `most` are named.
 *
 * @param dayOf names the civil day of an instant; two instants of one day have one name.
 */
export function planStripDays(
  { from, to }: Pick<ClockStripPlan, 'from' | 'to'>,
  dayOf: (at: number) => string,
  most = 8,
): StripDay[] {
  const midnights: number[] = [];
  let day = dayOf(from);
  for (let at = Math.ceil((from + 1) / HOUR_MS) * HOUR_MS; at < to; at += HOUR_MS) {
    const next = dayOf(at);
    if (next !== day) midnights.push(at);
    day = next;
  }
  const every = Math.ceil(midnights.length / most);
  return midnights
    .filter((_, index) => index % Math.max(1, every) === 0)
    .map((at) => ({ at, start: (at - from) / Math.max(1, to - from) }));
}
