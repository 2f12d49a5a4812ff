import type { ClockRun } from '../clock-run.ts';
import { instant, type Instant } from '../instant.ts';
import type { WorkCalendar, WorkDay } from '../work-calendar.ts';
import { limitTarget, type LimitTarget } from './limit-target.ts';
import { idleDaysAfter, reach, type Reached } from './reach.ts';

/** The deadline of a run. */
export interface Due {
  /** Null while a pause without an end keeps it from being known. */
  readonly dueAt: Instant | null;
  /** A day that was needed to find it may still change: it is to be found again with the next edition of the calendar. */
  readonly isProvisional: boolean;
}

/** When the limit of `run` is used up (docs/spec/deadlines.md). The limit must have no `findLimitProblem`. */
export function dueOf(run: ClockRun, calendar: WorkCalendar): Due {
  const used = usedUpAt(run, calendar);
  const { at, isProvisional } = run.limit.mode === 'calendar-day' ? rollOff(run, used, calendar) : used;
  return { dueAt: at, isProvisional };
}

/** When the whole limit has been counted; only a calendar day may be due later than that. */
export function usedUpAt(run: ClockRun, calendar: WorkCalendar): Reached {
  const target = limitTarget(run, calendar);
  const { unpaused } = target;
  if (unpaused !== null && !isPausedBefore(run, unpaused)) return unpaused;
  const reached = reach(run, target.from, target.amountMs, calendar);
  return unpaused?.isProvisional ? { at: reached.at, isProvisional: true } : reached;
}

const isPausedBefore = ({ pauses }: ClockRun, { at }: NonNullable<LimitTarget['unpaused']>): boolean =>
  at === null || pauses.some(({ from }) => from < at);

/** A last day that is a statutory day off gives way to the next day that is none; what is paused meanwhile is added. */
function rollOff(run: ClockRun, used: Reached, calendar: WorkCalendar): Reached {
  let { at, isProvisional } = used;
  while (at !== null) {
    const end = endOffHolidays(at, calendar);
    isProvisional ||= end.isProvisional;
    if (end.at === at) break;
    at = reach(run, at, end.at - at, calendar).at;
  }
  return { at, isProvisional };
}

function endOffHolidays(
  at: Instant,
  calendar: WorkCalendar,
): { readonly at: Instant; readonly isProvisional: boolean } {
  // Midnight ends the day before it.
  let day: WorkDay = calendar.dayAt(instant(at - 1));
  let { isProvisional } = day;
  if (day.kind !== 'holiday') return { at, isProvisional };
  for (let idleDays = 0; day.kind === 'holiday'; day = calendar.dayAfter(day)) {
    idleDays = idleDaysAfter(day, true, idleDays, calendar);
    isProvisional ||= day.isProvisional;
  }
  return { at: day.span.to, isProvisional: isProvisional || day.isProvisional };
}
