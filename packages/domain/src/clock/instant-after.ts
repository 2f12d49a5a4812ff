import type { ClockRun } from '../clock-run.ts';
import type { Instant } from '../instant.ts';
import type { WorkCalendar } from '../work-calendar.ts';
import { countsFrom, reach } from './reach.ts';

/**
 * The earliest instant by which `amountMs` of the run is counted, whatever its
 * limit; null when a pause without an end comes first. Nothing at all is counted
 * at the start.
 */
export const instantAfter = (run: ClockRun, amountMs: number, calendar: WorkCalendar): Instant | null =>
  amountMs <= 0 ? run.startedAt : reach(run, countsFrom(run, calendar), amountMs, calendar).at;
