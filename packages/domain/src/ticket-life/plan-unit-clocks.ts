import type { Instant } from '../instant.ts';
import type { Limit } from '../limit.ts';
import type { UnitId } from '../organisation/unit.ts';
import { findCell, isAllowed } from '../policy/sla-policy.ts';
import { candidatesOf, planOf, policyOf, type CitizenPlan } from './plan-clocks.ts';
import { nextId, type MoveAt } from './step-maker.ts';
import type { LimitCandidate, TicketClock } from './ticket-clock.ts';
import { isRunning, startClock, type ClockPlan } from './ticket-clocks.ts';

type UnitClockKind = 'sign' | 'respond' | 'resolve';

/** From the dispatch, not from the signature: the time until it is signed for counts (sign, respond, resolve). */
export function unitClocks(move: MoveAt, lead: UnitId, disposition: CitizenPlan['disposition']): TicketClock[] {
  const plan = planOf(move);
  const { at, work, context } = move;
  if (!plan) return [];
  return unitPlans(move, { ...plan, disposition }).map(([kind, candidates]) =>
    startClock(
      { id: `${kind}-${work.dispatches + 1}`, kind, unit: lead, startedAt: at, candidates },
      work.pauses,
      context.calendar,
    ),
  );
}

/** The unit's running clocks for a matter that is called otherwise now: each from its own start (M6). */
export function reclassifiedClocks(move: MoveAt, plan: CitizenPlan): TicketClock[] {
  const { work, context } = move;
  return work.clocks.filter(isRunning).flatMap((clock) => {
    const found = unitPlans(move, { ...plan, startedAt: clock.startedAt }).find(([kind]) => kind === clock.kind);
    return found ? [startClock({ ...clock, candidates: found[1] }, work.pauses, context.calendar)] : [];
  });
}

/** What binds a unit; a clock that nothing binds is none. */
function unitPlans(move: MoveAt, plan: CitizenPlan): [UnitClockKind, ClockPlan['candidates']][] {
  const { ref, cell } = findCell(policyOf(move), plan);
  if (!isAllowed(cell)) return [];
  const plans: [UnitClockKind, ClockPlan['candidates']][] = [
    ['sign', cell.accept ? [{ basis: 'policy', ref, limit: cell.accept }] : []],
    ['respond', candidatesOf(move, plan, { ref, cell }, 'respond', null)],
    ['resolve', candidatesOf(move, plan, { ref, cell }, 'resolve', null)],
  ];
  return plans.filter(([, candidates]) => candidates.length > 0);
}

/** A helper has as long as the lead, or fewer days: never longer (M13). */
export function helpClock(
  move: MoveAt,
  task: { readonly id: string; readonly unit: UnitId; readonly days: number | null },
  clocks: readonly TicketClock[],
): TicketClock {
  const { at, work, context } = move;
  const lead = leadClock(clocks);
  const own: Omit<LimitCandidate, 'dueAt'>[] =
    task.days === null
      ? []
      : [{ basis: 'policy', ref: 'task', limit: { mode: 'legal-day', n: task.days, unit: 'day' } }];
  const candidates = [
    ...own,
    ...(lead ? [{ basis: 'source' as const, ref: lead.id, limit: null, targetAt: lead.dueAt }] : []),
  ];
  return startClock(
    {
      ...{ id: `help-${task.id}`, kind: 'help', unit: task.unit, startedAt: at },
      candidates: candidates.length > 0 ? candidates : [{ basis: 'policy', ref: 'task', limit: FALLBACK_TASK }],
    },
    work.pauses,
    context.calendar,
  );
}

/** Of the clocks by which the lead has to be done the one that ends first. */
function leadClock(clocks: readonly TicketClock[]): TicketClock | undefined {
  const due = ({ dueAt }: TicketClock): number => dueAt ?? Infinity;
  return clocks
    .filter((clock) => isRunning(clock) && (clock.kind === 'resolve' || clock.kind === 'redo'))
    .reduce<TicketClock | undefined>((least, clock) => (least && due(least) <= due(clock) ? least : clock), undefined);
}

/** A helper of a matter whose lead has no limit. */
const FALLBACK_TASK: Limit = { mode: 'legal-day', n: 5, unit: 'day' };

/** Half of the original limit and at least a day, from the call back on (M20). */
export function redoClocks(move: MoveAt): { readonly clocks: readonly TicketClock[]; readonly dueAt: Instant | null } {
  const { work, at, context } = move;
  const citizen = work.clocks.findLast(({ kind }) => kind === 'citizen');
  const original = citizen?.candidates.find(({ limit }) => limit !== null);
  const clock = startClock(
    {
      ...{ id: nextId('redo', work.clocks), kind: 'redo', unit: work.lead, startedAt: at },
      candidates: [{ basis: 'policy', ref: `half:${original?.ref ?? ''}`, limit: halfOf(original?.limit ?? null) }],
    },
    work.pauses,
    context.calendar,
  );
  return { clocks: [clock], dueAt: clock.dueAt };
}

/** In the mode of the original: a day is 24 hours, 8 working hours or a working day, as there. */
export function halfOf(limit: Limit | null): Limit {
  if (limit === null) return { mode: 'legal-day', n: 1, unit: 'day' };
  if (limit.unit === 'day') return { ...limit, n: Math.max(1, Math.ceil(limit.n / 2)) };
  const day = (limit.mode === 'accrual' ? 8 : 24) * (limit.unit === 'hour' ? 1 : 60);
  return { ...limit, n: Math.max(day, Math.ceil(limit.n / 2)) };
}
