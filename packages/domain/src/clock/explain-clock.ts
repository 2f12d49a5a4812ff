import type { ClockRun } from '../clock-run.ts';
import type { Instant } from '../instant.ts';
import type { Span, WorkCalendar } from '../work-calendar.ts';
import { activeSpans, mergePauses } from './active-spans.ts';
import { COUNTED_BECAUSE, dayPartsOf, type DayPart } from './day-parts.ts';
import { dueOf, usedUpAt } from './due-of.ts';
import { countsFrom } from './reach.ts';

/** One stretch of a deadline: from when to when, whether it counts, and why. */
export interface ClockStep extends DayPart {
  readonly isCounted: boolean;
  /** The whole stretch, or 0 when it doesn't count. */
  readonly countedMs: number;
}

/**
 * The deadline of `run` as steps that follow each other without a gap, from the
 * start to the due, or to where a pause without an end begins. Neighbours of the
 * same kind are one step: a night, a whole holiday. The counted ones add up to the
 * limit.
 */
export function explainClock(run: ClockRun, calendar: WorkCalendar): readonly ClockStep[] {
  const end = dueOf(run, calendar).dueAt ?? mergePauses(run.pauses).at(-1)?.from ?? run.startedAt;
  const marks: Marks = { begins: countsFrom(run, calendar), usedUp: usedUpAt(run, calendar).at ?? end };
  const parts: DayPart[] = [];
  let at = run.startedAt;
  for (const active of activeSpans(run, run.startedAt)) {
    if (at >= end) break;
    if (active.from > at) add(parts, { from: at, to: earlier(active.from, end), why: 'pause', name: null });
    at = earlier(active.to, end);
    addSpan(parts, { from: active.from, to: at }, run, marks, calendar);
  }
  return parts.map(stepOf);
}

/** Where counting begins, and where the limit is used up. */
interface Marks {
  readonly begins: Instant;
  readonly usedUp: Instant;
}

function addSpan(parts: DayPart[], span: Span, run: ClockRun, { begins, usedUp }: Marks, calendar: WorkCalendar): void {
  const { mode } = run.limit;
  if (mode === 'continuous') return add(parts, { ...span, why: 'continuous', name: null });
  add(parts, { from: span.from, to: earlier(begins, span.to), why: 'start-day', name: null });
  const counts: Span = { from: later(begins, span.from), to: earlier(usedUp, span.to) };
  for (let day = calendar.dayAt(counts.from); day.span.from < counts.to; day = calendar.dayAfter(day)) {
    for (const part of dayPartsOf(mode, day)) add(parts, clip(part, counts));
  }
  const grace: Span = { from: later(usedUp, span.from), to: span.to };
  for (let day = calendar.dayAt(grace.from); day.span.from < grace.to; day = calendar.dayAfter(day)) {
    add(parts, clip({ ...day.span, why: 'rolled-off', name: day.name }, grace));
  }
}

/** Adds what is not empty; a neighbour of the same kind grows. */
function add(parts: DayPart[], part: DayPart): void {
  if (part.to <= part.from) return;
  const last = parts.at(-1);
  const continues = last !== undefined && last.why === part.why && last.name === part.name && last.to === part.from;
  if (continues) parts[parts.length - 1] = { ...last, to: part.to };
  else parts.push(part);
}

const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b);
const later = (a: Instant, b: Instant): Instant => (a > b ? a : b);

const clip = (part: DayPart, { from, to }: Span): DayPart => ({
  ...part,
  from: later(part.from, from),
  to: earlier(part.to, to),
});

const COUNTED: ReadonlySet<string> = new Set(COUNTED_BECAUSE);

function stepOf(part: DayPart): ClockStep {
  const isCounted = COUNTED.has(part.why);
  return { ...part, isCounted, countedMs: isCounted ? part.to - part.from : 0 };
}
