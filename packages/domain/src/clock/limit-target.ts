import type { ClockRun } from '../clock-run.ts';
import { instant, type Instant } from '../instant.ts';
import type { WorkCalendar } from '../work-calendar.ts';
import { LIMIT_UNIT_MS } from './parse-limit-amount.ts';
import { countsFrom, countsSlots, idleDaysAfter, type Reached } from './reach.ts';

/** A limit as an amount of its run's own counted time. */
export interface LimitTarget {
  readonly from: Instant;
  readonly amountMs: number;
  /** Where it ends without any pause, when finding the amount has told. */
  readonly unpaused: Reached | null;
}

/** What the limit of a run amounts to. A day of a day mode is as long as the day that it falls on. */
export function limitTarget(run: ClockRun, calendar: WorkCalendar): LimitTarget {
  const { mode, n, unit } = run.limit;
  if (mode === 'legal-day' || mode === 'calendar-day') return dayTarget(run, calendar);
  const unitMs = mode === 'accrual' && unit === 'day' ? calendar.standardDayMs : LIMIT_UNIT_MS[unit];
  return { from: run.startedAt, amountMs: Math.round(n * unitMs), unpaused: null };
}

function dayTarget(run: ClockRun, calendar: WorkCalendar): LimitTarget {
  const from = countsFrom(run, calendar);
  const inSlots = countsSlots(run.limit.mode);
  let amountMs = 0;
  let at = from;
  let isProvisional = false;
  let idleDays = 0;
  let day = calendar.dayAt(from);
  for (let counted = 0; counted < run.limit.n; day = calendar.dayAfter(day)) {
    // A calendar day counts whatever it is; only where it ends has to be known.
    isProvisional ||= inSlots && day.isProvisional;
    const spans = inSlots ? day.slots : [day.span];
    for (const span of spans) {
      amountMs += span.to - span.from;
      at = span.to;
    }
    if (spans.length > 0) counted += 1;
    idleDays = idleDaysAfter(day, spans.length === 0, idleDays, calendar);
  }
  return { from, amountMs, unpaused: { at: instant(at), isProvisional } };
}
