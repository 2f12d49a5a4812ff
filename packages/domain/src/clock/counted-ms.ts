import type { ClockRun } from '../clock-run.ts';
import type { Instant } from '../instant.ts';
import type { Span, WorkCalendar } from '../work-calendar.ts';
import { activeSpans } from './active-spans.ts';
import { countsFrom, countsSlots } from './reach.ts';

/**
 * How much of the run's own time passes from `from` to `to`: all time when
 * `continuous`, working time when `accrual`, and of the days after the starting
 * one working time (`legal-day`) or all time (`calendar-day`); never a pause. It
 * goes on after the due, so it measures what was used up and what is overdue.
 */
export function countedMs(run: ClockRun, from: Instant, to: Instant, calendar: WorkCalendar): number {
  const begins = countsFrom(run, calendar);
  const inSlots = countsSlots(run.limit.mode);
  let sum = 0;
  for (const span of activeSpans(run, begins > from ? begins : from)) {
    if (span.from >= to) break;
    const part = span.to < to ? span : { from: span.from, to };
    sum += inSlots ? slotMs(part, calendar) : part.to - part.from;
  }
  return sum;
}

function slotMs(span: Span, calendar: WorkCalendar): number {
  let sum = 0;
  for (let day = calendar.dayAt(span.from); day.span.from < span.to; day = calendar.dayAfter(day)) {
    for (const slot of day.slots) {
      sum += Math.max(0, Math.min(slot.to, span.to) - Math.max(slot.from, span.from));
    }
  }
  return sum;
}
