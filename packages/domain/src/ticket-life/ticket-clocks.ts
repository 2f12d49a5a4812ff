import type { ClockRun, Pause } from '../clock-run.ts';
import { dueOf } from '../clock/due-of.ts';
import type { Instant } from '../instant.ts';
import type { Limit } from '../limit.ts';
import type { UnitId } from '../organisation/unit.ts';
import { tiersOf } from '../clock/tiers-of.ts';
import type { WorkCalendar } from '../work-calendar.ts';
import type { ClockKind, LimitCandidate, TicketClock } from './ticket-clock.ts';

/** A clock to be started: who owes what since when, and the limits that are weighed. */
export interface ClockPlan {
  readonly id: string;
  readonly kind: ClockKind;
  readonly unit: UnitId | null;
  readonly startedAt: Instant;
  readonly candidates: readonly Omit<LimitCandidate, 'dueAt'>[];
  readonly extendedDays?: number;
  /** Of the candidate `source`: its fixed target. */
  readonly sourceDueAt?: Instant | null;
}

/** At the same deadline the weightier basis is named. */
const WEIGHT = { statute: 0, category: 1, policy: 2, source: 3 } as const;

/** Starts a clock: the least of the deadlines counts (D20). @throws RangeError without a candidate */
export function startClock(plan: ClockPlan, pauses: readonly Pause[], calendar: WorkCalendar): TicketClock {
  const extendedDays = plan.extendedDays ?? 0;
  const weighed = plan.candidates
    .map((candidate): LimitCandidate => ({ ...candidate, dueAt: dueAtOf(candidate, plan, pauses, calendar) }))
    .sort((a, b) => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity) || WEIGHT[a.basis] - WEIGHT[b.basis]);
  const [winner] = weighed;
  if (!winner) throw new RangeError(`clock ${plan.id} has no limit`);
  const { basis, ref, limit } = winner;
  return {
    id: plan.id,
    kind: plan.kind,
    unit: plan.unit,
    startedAt: plan.startedAt,
    stoppedAt: null,
    basis,
    ref,
    limit,
    extendedDays,
    candidates: weighed,
    ...instantsOf(plan.startedAt, winner, extendedDays, pauses, calendar),
    calendar: calendar.version,
  };
}

/**
 * The same clock under other pauses, another edition of the calendar or more
 * days: from its own start and its own limits, so that no paused minute is lost.
 */
export function recomputeClock(
  clock: TicketClock,
  pauses: readonly Pause[],
  calendar: WorkCalendar,
  extendedDays = clock.extendedDays,
): TicketClock {
  const source = clock.candidates.find(({ basis }) => basis === 'source');
  const plan = { ...clock, extendedDays, sourceDueAt: source?.dueAt ?? null };
  return { ...startClock(plan, pauses, calendar), stoppedAt: clock.stoppedAt };
}

export const stopClock = (clock: TicketClock, at: Instant): TicketClock => ({ ...clock, stoppedAt: at });

/** A clock that ran on all the while: as if it had not been stopped. */
export const resumeClock = (clock: TicketClock): TicketClock => ({ ...clock, stoppedAt: null });

export const isRunning = (clock: TicketClock): boolean => clock.stoppedAt === null;

/** What the deadline of a clock follows from. @throws RangeError for the fixed target of a source */
export function runOf(clock: TicketClock, pauses: readonly Pause[]): ClockRun {
  const { startedAt, limit, basis, extendedDays } = clock;
  if (limit === null) throw new RangeError(`clock ${clock.id} has a fixed target`);
  const days = basis === 'statute' ? 0 : extendedDays;
  return { startedAt, limit: extendedLimit(limit, days), pauses: during(startedAt, pauses) };
}

/** The limit and, on top of it, the days that were granted. */
export function extendedLimit(limit: Limit, days: number): Limit {
  if (days === 0) return limit;
  if (limit.unit === 'day') return { ...limit, n: limit.n + days };
  // Only accrual limits in hours or minutes are extended: a working day of the standard has eight hours.
  return limit.unit === 'hour' ? { ...limit, n: limit.n + 8 * days } : { ...limit, n: limit.n + 480 * days };
}

function dueAtOf(
  { basis, limit }: Pick<LimitCandidate, 'basis' | 'limit'>,
  { startedAt, extendedDays = 0, sourceDueAt = null }: ClockPlan,
  pauses: readonly Pause[],
  calendar: WorkCalendar,
): Instant | null {
  if (limit === null) return sourceDueAt;
  const days = basis === 'statute' ? 0 : extendedDays;
  return dueOf({ startedAt, limit: extendedLimit(limit, days), pauses: during(startedAt, pauses) }, calendar).dueAt;
}

function instantsOf(
  startedAt: Instant,
  { basis, limit, dueAt }: LimitCandidate,
  extendedDays: number,
  pauses: readonly Pause[],
  calendar: WorkCalendar,
): Pick<TicketClock, 'dueAt' | 'warnAt' | 'purpleAt' | 'isProvisional'> {
  if (limit === null) return { dueAt, warnAt: null, purpleAt: null, isProvisional: false };
  const days = basis === 'statute' ? 0 : extendedDays;
  const run = { startedAt, limit: extendedLimit(limit, days), pauses: during(startedAt, pauses) };
  const { warnAt, purpleAt } = tiersOf(run, calendar);
  return { dueAt, warnAt, purpleAt, isProvisional: dueOf(run, calendar).isProvisional };
}

/** What of the pauses lies after the start. */
const during = (startedAt: Instant, pauses: readonly Pause[]): readonly Pause[] =>
  pauses
    .filter(({ to }) => to === null || to > startedAt)
    .map((pause) => (pause.from < startedAt ? { ...pause, from: startedAt } : pause));
