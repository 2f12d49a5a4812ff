import type { ClockRun } from '../clock-run.ts';
import { instant, type Instant } from '../instant.ts';
import type { ClockMode } from '../limit.ts';
import type { Span, WorkCalendar, WorkDay } from '../work-calendar.ts';
import { activeSpans } from './active-spans.ts';

/** Where counting came to. */
export interface Reached {
  /** The earliest instant by which so much is counted; null when a pause without an end comes first. */
  readonly at: Instant | null;
  /** A day that had to be looked at is provisional. */
  readonly isProvisional: boolean;
}

/** These modes count only inside slots; the others count all time. */
export const countsSlots = (mode: ClockMode): boolean => mode === 'accrual' || mode === 'legal-day';

/** From when on time counts: the day modes leave the starting day out. */
export const countsFrom = ({ startedAt, limit }: ClockRun, calendar: WorkCalendar): Instant =>
  limit.mode === 'legal-day' || limit.mode === 'calendar-day' ? calendar.dayAt(startedAt).span.to : startedAt;

const MOST_IDLE_DAYS = 40_000;

/** How many days in a row had nothing to count. @throws Error after a century: the calendar is broken, and waiting would not end */
export function idleDaysAfter(day: WorkDay, isIdle: boolean, before: number, { version }: WorkCalendar): number {
  if (!isIdle) return 0;
  if (before >= MOST_IDLE_DAYS) throw new Error(`calendar ${version}: nothing counts in a century up to ${day.date}`);
  return before + 1;
}

/** Counts `amountMs` of the run's own time after `from`, leaving pauses out. */
export function reach(run: ClockRun, from: Instant, amountMs: number, calendar: WorkCalendar): Reached {
  const inSlots = countsSlots(run.limit.mode);
  let left = amountMs;
  let isProvisional = false;
  for (const span of activeSpans(run, from)) {
    if (!inSlots) {
      if (span.to - span.from >= left) return { at: instant(span.from + left), isProvisional };
      left -= span.to - span.from;
      continue;
    }
    const walked = walkSlots(span, left, calendar);
    isProvisional ||= walked.isProvisional;
    if (walked.at !== null) return { at: walked.at, isProvisional };
    left = walked.left;
  }
  return { at: null, isProvisional };
}

function walkSlots(span: Span, amountMs: number, calendar: WorkCalendar): Reached & { readonly left: number } {
  let left = amountMs;
  let isProvisional = false;
  let idleDays = 0;
  for (let day = calendar.dayAt(span.from); day.span.from < span.to; day = calendar.dayAfter(day)) {
    isProvisional ||= day.isProvisional;
    for (const slot of day.slots) {
      const start = slot.from > span.from ? slot.from : span.from;
      const end = slot.to < span.to ? slot.to : span.to;
      if (end <= start) continue;
      if (end - start >= left) return { at: instant(start + left), isProvisional, left: 0 };
      left -= end - start;
    }
    idleDays = idleDaysAfter(day, day.slots.length === 0, idleDays, calendar);
  }
  return { at: null, isProvisional, left };
}
