import type { Instant } from '../instant.ts';
import type { Limit } from '../limit.ts';
import type { Unit, UnitId } from '../organisation/unit.ts';
import { effectiveLimit, type LimitQuestion } from '../policy/effective-limit.ts';
import { findFilingCondition, type FilingCondition } from '../policy/filing-conditions.ts';
import {
  findCell,
  isAllowed,
  resolveLimitOf,
  type PolicyAnswer,
  type SlaCell,
  type SlaPolicy,
} from '../policy/sla-policy.ts';
import type { Refusal } from '../refusal.ts';
import type { DemandKind, Disposition, Priority } from '../ticket.ts';
import type { MoveAt } from './step-maker.ts';
import { nextId } from './step-maker.ts';
import type { LimitCandidate, TicketClock } from './ticket-clock.ts';
import { isRunning, startClock, type ClockPlan } from './ticket-clocks.ts';
import type { TicketWork } from './ticket-work.ts';

/** What the citizen's deadline of a registered matter follows from. */
export interface CitizenPlan {
  readonly category: string;
  readonly demandKind: DemandKind | null;
  readonly disposition: Disposition;
  readonly priority: Priority;
  readonly condition: FilingCondition | null;
  readonly aspect: TicketWork['aspect'];
  readonly isEnterprise: boolean;
  readonly startedAt: Instant;
  /** Of the clock that is computed anew. */
  readonly id?: string;
  readonly extendedDays?: number;
}

export type PlannedCitizenClock =
  | { readonly ok: true; readonly clock: TicketClock; readonly policy: NonNullable<TicketWork['policy']> }
  | { readonly ok: false; readonly refusal: Refusal };

/** From the registration to the disposal: the least of policy, category, statute and the source's own target (D20). */
export function citizenClock(move: MoveAt, plan: CitizenPlan): PlannedCitizenClock {
  const { ticket, work } = move;
  const policy = policyOf(move);
  const answer = findCell(policy, plan);
  if (!isAllowed(answer.cell)) return { ok: false, refusal: notAllowed(answer, plan) };
  const { ref, cell } = answer;
  const hasTarget = work.registeredAt === null && ticket.facts.dueAt !== null && !isDoubtful(ticket.flags);
  const known = work.clocks.find(({ id }) => id === plan.id)?.candidates.find(({ basis }) => basis === 'source');
  const sourceDueAt = known?.dueAt ?? (hasTarget ? ticket.facts.dueAt : null);
  const clock = startClock(
    {
      id: plan.id ?? nextId('citizen', work.clocks),
      kind: 'citizen',
      unit: null,
      startedAt: plan.startedAt,
      candidates: candidatesOf(move, plan, { ref, cell }, 'resolve', sourceDueAt),
      extendedDays: plan.extendedDays ?? 0,
      sourceDueAt,
    },
    work.pauses,
    move.context.calendar,
  );
  return { ok: true, clock, policy: { id: policy.id, version: policy.version } };
}

const isDoubtful = (flags: MoveAt['ticket']['flags']): boolean =>
  flags.includes('due-before-report') || flags.includes('due-implausible');

/** The version with which the ticket was registered; before that the one in force. */
function policyOf({ work, context, at }: MoveAt): SlaPolicy {
  const kept = work.policy && context.policies.policyOf(work.policy.id, work.policy.version);
  return kept ?? context.policies.policyAt(at);
}

function notAllowed({ cell }: PolicyAnswer, { disposition, priority }: CitizenPlan): Refusal {
  const instead =
    'notAllowed' in cell && cell.notAllowed !== 'reclassify'
      ? `choose ${cell.notAllowed}`
      : 'choose another priority or disposition';
  return {
    code: 'not-allowed-by-policy',
    rule: 'M5',
    message: `${disposition} with priority ${priority} is not allowed: ${instead}`,
  };
}

/** All limits that bear on a clock of the matter. */
function candidatesOf(
  { context, work }: MoveAt,
  plan: CitizenPlan,
  { ref, cell }: { readonly ref: string; readonly cell: SlaCell },
  clock: LimitQuestion['clock'],
  sourceDueAt: Instant | null,
): ClockPlan['candidates'] {
  const limit = clock === 'respond' ? cell.respond : resolveLimitOf(cell);
  const { condition, startedAt } = plan;
  const { statutes, calendar } = context;
  const policy = limit && { ref, limit };
  const question = { clock, matter: plan, policy, condition, statutes, sourceDueAt, startedAt, pauses: work.pauses };
  return effectiveLimit(question, calendar).candidates;
}

/** A reopened matter has a citizen's clock of its own; the old one stays as it was. Null when it never had one. */
export function citizenClockAnew(move: MoveAt): TicketClock | null {
  const plan = planOf(move);
  if (!plan) return null;
  const planned = citizenClock(move, plan);
  return planned.ok ? planned.clock : null;
}

function planOf({ ticket, work, at }: MoveAt): CitizenPlan | null {
  const { category, demandKind, disposition, priority } = ticket.facts;
  if (category === null || disposition === null || priority === null || work.registeredAt === null) return null;
  const condition = work.condition === null ? null : (findFilingCondition(work.condition) ?? null);
  const { aspect, isEnterprise } = work;
  return { category, demandKind, disposition, priority, condition, aspect, isEnterprise, startedAt: at };
}

/** How many days extensions may add in all, by the cell of its policy; 0 for a matter without one. */
export function mostExtendedDays(move: MoveAt): number {
  const plan = planOf(move);
  const cell = plan && findCell(policyOf(move), plan).cell;
  return cell && isAllowed(cell) ? cell.maxExtensionDays : 0;
}

/** From the dispatch, not from the signature: the time until it is signed for counts (sign, respond, resolve). */
export function unitClocks(move: MoveAt, lead: Unit, disposition: Disposition): TicketClock[] {
  const { at, work, context } = move;
  const plan = planOf(move);
  if (!plan) return [];
  const answer = findCell(policyOf(move), { ...plan, disposition });
  if (!isAllowed(answer.cell)) return [];
  const { ref, cell } = answer;
  const matter = { ...plan, disposition };
  const round = work.dispatches + 1;
  const start = (kind: 'sign' | 'respond' | 'resolve', candidates: ClockPlan['candidates']): TicketClock[] =>
    candidates.length === 0
      ? []
      : [
          startClock(
            { id: `${kind}-${round}`, kind, unit: lead.id, startedAt: at, candidates },
            work.pauses,
            context.calendar,
          ),
        ];
  return [
    ...start('sign', cell.accept ? [{ basis: 'policy', ref, limit: cell.accept }] : []),
    ...start('respond', candidatesOf(move, matter, { ref, cell }, 'respond', null)),
    ...start('resolve', candidatesOf(move, matter, { ref, cell }, 'resolve', null)),
  ];
}

/** A helper has as long as the lead, or fewer days: never longer (M13). */
export function helpClock(
  move: MoveAt,
  task: { readonly id: string; readonly unit: UnitId; readonly days: number | null },
  clocks: readonly TicketClock[],
): TicketClock {
  const { at, work, context } = move;
  const leads = clocks
    .filter((clock) => isRunning(clock) && (clock.kind === 'resolve' || clock.kind === 'redo'))
    .at(-1);
  const own: LimitCandidate[] =
    task.days === null
      ? []
      : [{ basis: 'policy', ref: 'task', limit: { mode: 'legal-day', n: task.days, unit: 'day' }, dueAt: null }];
  const candidates = [...own, ...(leads ? [{ basis: 'source' as const, ref: leads.id, limit: null }] : [])];
  return startClock(
    {
      id: `help-${task.id}`,
      kind: 'help',
      unit: task.unit,
      startedAt: at,
      candidates: candidates.length > 0 ? candidates : [{ basis: 'policy', ref: 'task', limit: FALLBACK_TASK }],
      sourceDueAt: leads?.dueAt ?? null,
    },
    work.pauses,
    context.calendar,
  );
}

/** A helper of a matter whose lead has no limit. */
const FALLBACK_TASK: Limit = { mode: 'legal-day', n: 5, unit: 'day' };

/** Half of the original limit and at least a day, from the call back on (M20). */
export function redoClocks(move: MoveAt): { readonly clocks: readonly TicketClock[]; readonly dueAt: Instant | null } {
  const { work, at, context } = move;
  const citizen = work.clocks.filter(({ kind }) => kind === 'citizen').at(-1);
  const clock = startClock(
    {
      id: nextId('redo', work.clocks),
      kind: 'redo',
      unit: work.lead,
      startedAt: at,
      candidates: [{ basis: 'policy', ref: `half:${citizen?.ref ?? ''}`, limit: halfOf(citizen?.limit ?? null) }],
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
