import type { Pause } from '../clock-run.ts';
import type { WorkCalendar } from '../work-calendar.ts';
import type { TicketClock } from './ticket-clock.ts';
import { isRunning, recomputeClock } from './ticket-clocks.ts';

/** What clocks are computed anew with. */
export interface ClockChange {
  readonly pauses: readonly Pause[];
  readonly calendar: WorkCalendar;
  /** Days that are granted on top; left out: none. */
  readonly moreDays?: number;
}

/** Running clocks of those that are meant, anew; with a lead's clock go those of its helpers. */
export function recomputeClocks(
  clocks: readonly TicketClock[],
  change: ClockChange,
  isMeant: (clock: TicketClock) => boolean = () => true,
): TicketClock[] {
  const anew = clocks
    .filter((clock) => isRunning(clock) && clock.kind !== 'help' && isMeant(clock))
    .map((clock) => recompute(clock, change));
  return [...anew, ...helpersOf(clocks, anew, change, isMeant)];
}

/** A helper's clock ends no later than its lead's, wherever that moved (M13). */
export function helpersOf(
  clocks: readonly TicketClock[],
  leads: readonly TicketClock[],
  change: ClockChange,
  isMeant: (clock: TicketClock) => boolean = () => false,
): TicketClock[] {
  const leadOf = ({ candidates }: TicketClock): TicketClock | undefined =>
    leads.find(({ id }) => candidates.some(({ limit, ref }) => limit === null && ref === id));
  return clocks
    .filter((clock) => isRunning(clock) && clock.kind === 'help' && (isMeant(clock) || leadOf(clock) !== undefined))
    .map((clock) => recompute(withTarget(clock, leadOf(clock)), change));
}

const recompute = (clock: TicketClock, { pauses, calendar, moreDays = 0 }: ClockChange): TicketClock =>
  recomputeClock(clock, pauses, calendar, clock.extendedDays + moreDays);

const withTarget = (clock: TicketClock, lead: TicketClock | undefined): TicketClock =>
  lead === undefined
    ? clock
    : {
        ...clock,
        candidates: clock.candidates.map((one) => (one.limit === null ? { ...one, targetAt: lead.dueAt } : one)),
      };
