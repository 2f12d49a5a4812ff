import type { ClockRun, Pause } from '../clock-run.ts';
import { dueOf } from '../clock/due-of.ts';
import { instant, MINUTE_MS, type Instant } from '../instant.ts';
import type { Limit } from '../limit.ts';
import type { UnitId } from '../organisation/unit.ts';
import { tiersOf } from '../clock/tiers-of.ts';
import type { WorkCalendar } from '../work-calendar.ts';
import type { ClockKind, LimitBasis, LimitCandidate, TicketClock } from './ticket-clock.ts';

/** A clock to be started: who owes what since when, and the limits that are weighed. */
export interface ClockPlan {
  readonly id: string;
  readonly kind: ClockKind;
  readonly unit: UnitId | null;
  readonly startedAt: Instant;
  /** Those without a limit have a `targetAt`. */
  readonly candidates: readonly Omit<LimitCandidate, 'dueAt'>[];
  readonly extendedDays?: number;
}

/** At the same deadline the weightier basis is named. */
const WEIGHT = { statute: 0, category: 1, policy: 2, source: 3 } as const;

/** While nothing is known, they stay in the order in which they were weighed. */
function compareCandidates(one: LimitCandidate, other: LimitCandidate): number {
  if (one.dueAt === null && other.dueAt === null) return 0;
  if (one.dueAt === other.dueAt) return WEIGHT[one.basis] - WEIGHT[other.basis];
  return (one.dueAt ?? Infinity) - (other.dueAt ?? Infinity);
}

/** Starts a clock: the least of the deadlines counts (D20). @throws RangeError without a candidate */
export function startClock(plan: ClockPlan, pauses: readonly Pause[], calendar: WorkCalendar): TicketClock {
  const extendedDays = plan.extendedDays ?? 0;
  const weighed = plan.candidates
    .map((candidate): LimitCandidate => ({ ...candidate, dueAt: dueAtOf(candidate, plan, pauses, calendar) }))
    .sort(compareCandidates);
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
    ...instantsOf(plan, winner, pauses, calendar),
    calendar: calendar.version,
  };
}

/**
 * The same clock under other pauses, another edition of the calendar or more
 * days: from its own start and its own limits, so that no paused minute is lost.
 */
export const recomputeClock = (
  clock: TicketClock,
  pauses: readonly Pause[],
  calendar: WorkCalendar,
  extendedDays = clock.extendedDays,
): TicketClock => ({ ...startClock({ ...clock, extendedDays }, pauses, calendar), stoppedAt: clock.stoppedAt });

export const stopClock = (clock: TicketClock, at: Instant): TicketClock => ({ ...clock, stoppedAt: at });

/** A clock that ran on all the while: as if it had not been stopped. */
export const resumeClock = (clock: TicketClock): TicketClock => ({ ...clock, stoppedAt: null });

export const isRunning = (clock: TicketClock): boolean => clock.stoppedAt === null;

/** What the deadline of a clock follows from. @throws RangeError for a fixed target */
export function runOf(clock: TicketClock, pauses: readonly Pause[]): ClockRun {
  if (clock.limit === null) throw new RangeError(`clock ${clock.id} has a fixed target`);
  return limitRun(clock.limit, clock.basis, clock, pauses);
}

/** A law is not extended. */
const limitRun = (
  limit: Limit,
  basis: LimitBasis,
  { startedAt, extendedDays = 0 }: Pick<ClockPlan, 'startedAt' | 'extendedDays'>,
  pauses: readonly Pause[],
): ClockRun => ({
  startedAt,
  limit: extendedLimit(limit, basis === 'statute' ? 0 : extendedDays),
  pauses: during(startedAt, pauses),
});

/** The limit and, on top of it, the days that were granted, in its own time: a day is 24 hours or 8 working hours. */
export function extendedLimit(limit: Limit, days: number): Limit {
  const perDay = limit.mode === 'accrual' ? 8 : 24;
  const more = limit.unit === 'day' ? days : limit.unit === 'hour' ? days * perDay : days * perDay * 60;
  return more === 0 ? limit : { ...limit, n: limit.n + more };
}

function dueAtOf(
  candidate: Omit<LimitCandidate, 'dueAt'>,
  plan: ClockPlan,
  pauses: readonly Pause[],
  calendar: WorkCalendar,
): Instant | null {
  const { limit, basis, targetAt = null } = candidate;
  if (limit !== null) return dueOf(limitRun(limit, basis, plan, pauses), calendar).dueAt;
  // A lead's deadline has its pauses in it already.
  return plan.kind === 'help' ? targetAt : pausedTarget(targetAt, plan.startedAt, pauses, calendar);
}

/** A fixed target stands still while the ticket does, as the limits do: it moves by the time that was paused. */
function pausedTarget(
  targetAt: Instant | null,
  startedAt: Instant,
  pauses: readonly Pause[],
  calendar: WorkCalendar,
): Instant | null {
  if (targetAt === null || targetAt <= startedAt) return targetAt;
  const limit: Limit = { mode: 'continuous', n: (targetAt - startedAt) / MINUTE_MS, unit: 'minute' };
  return dueOf({ startedAt, limit, pauses: during(startedAt, pauses) }, calendar).dueAt;
}

function instantsOf(
  plan: ClockPlan,
  winner: LimitCandidate,
  pauses: readonly Pause[],
  calendar: WorkCalendar,
): Pick<TicketClock, 'dueAt' | 'warnAt' | 'purpleAt' | 'isProvisional'> {
  const { limit, basis } = winner;
  if (limit === null) return { dueAt: winner.dueAt, ...fixedTiers(plan.startedAt, winner.dueAt) };
  const { dueAt, warnAt, purpleAt, isProvisional } = tiersOf(limitRun(limit, basis, plan, pauses), calendar);
  return { dueAt, warnAt, purpleAt, isProvisional };
}

/** A fifth of the span to a fixed target is left; it is over by that span. None for a target that was past at the start. */
function fixedTiers(
  startedAt: Instant,
  dueAt: Instant | null,
): Pick<TicketClock, 'warnAt' | 'purpleAt' | 'isProvisional'> {
  if (dueAt === null || dueAt <= startedAt) return { warnAt: null, purpleAt: null, isProvisional: false };
  const span = dueAt - startedAt;
  return { warnAt: instant(Math.round(dueAt - span * 0.2)), purpleAt: instant(dueAt + span), isProvisional: false };
}

/** What of the pauses lies after the start. */
const during = (startedAt: Instant, pauses: readonly Pause[]): readonly Pause[] =>
  pauses
    .filter(({ to }) => to === null || to > startedAt)
    .map((pause) => (pause.from < startedAt ? { ...pause, from: startedAt } : pause));
