import type { ClockRun } from '../clock-run.ts';
import { DAY_MS, instant, type Instant } from '../instant.ts';
import type { WorkCalendar } from '../work-calendar.ts';
import { dueOf, usedUpAt, type Due } from './due-of.ts';
import { instantAfter } from './instant-after.ts';
import { limitTarget } from './limit-target.ts';

/** When a run turns blue, yellow, red and purple (DOMAIN.md §9.3); all null while the due is unknown. */
export interface ClockTiers extends Due {
  /** Blue: half of the limit is used. */
  readonly halfAt: Instant | null;
  /** Yellow: a fifth of the limit is left, or one day when that is more and the limit has three days or more. */
  readonly warnAt: Instant | null;
  /** Purple: late by a whole limit, when twice as much would be used up. Null too while a pause after the due has no end. */
  readonly purpleAt: Instant | null;
}

const LEFT_SHARE = 0.2;
const LONG_LIMIT_DAYS = 3;

export function tiersOf(run: ClockRun, calendar: WorkCalendar): ClockTiers {
  const { dueAt, isProvisional } = dueOf(run, calendar);
  if (dueAt === null) return { halfAt: null, warnAt: null, dueAt, purpleAt: null, isProvisional };
  const { amountMs } = limitTarget(run, calendar);
  const hasRolled = run.limit.mode === 'calendar-day' && usedUpAt(run, calendar).at !== dueAt;
  const leftMs = Math.max(Math.round(amountMs * LEFT_SHARE), lastDayMs(run, amountMs, calendar));
  return {
    halfAt: instantAfter(run, Math.ceil(amountMs / 2), calendar),
    // A due that rolled off a holiday takes the others along: as far from it as without the holiday.
    warnAt: hasRolled ? instant(dueAt - leftMs) : instantAfter(run, amountMs - leftMs, calendar),
    dueAt,
    purpleAt: dueOf(hasRolled ? { ...run, startedAt: instant(dueAt - 1) } : twice(run), calendar).dueAt,
    isProvisional,
  };
}

/** What the last day of a limit of three days or more is worth in the run's own time; 0 for shorter ones. */
function lastDayMs(run: ClockRun, amountMs: number, calendar: WorkCalendar): number {
  const { mode, n } = run.limit;
  if (mode === 'legal-day' || mode === 'calendar-day') {
    if (n < LONG_LIMIT_DAYS) return 0;
    return amountMs - limitTarget({ ...run, limit: { ...run.limit, n: n - 1 } }, calendar).amountMs;
  }
  const dayMs = mode === 'accrual' ? calendar.standardDayMs : DAY_MS;
  return amountMs >= LONG_LIMIT_DAYS * dayMs ? dayMs : 0;
}

const twice = (run: ClockRun): ClockRun => ({ ...run, limit: { ...run.limit, n: run.limit.n * 2 } });
