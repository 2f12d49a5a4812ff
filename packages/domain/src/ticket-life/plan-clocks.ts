import type { Instant } from '../instant.ts';
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
import { sourceTarget } from './source-target.ts';
import type { TicketClock } from './ticket-clock.ts';
import { startClock, type ClockPlan } from './ticket-clocks.ts';
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
  const known = work.clocks.find(({ id }) => id === plan.id)?.candidates.find(({ basis }) => basis === 'source');
  const targetAt = known?.targetAt ?? (work.registeredAt === null ? sourceTarget(ticket) : null);
  const clock = startClock(
    {
      id: plan.id ?? nextId('citizen', work.clocks),
      kind: 'citizen',
      unit: null,
      startedAt: plan.startedAt,
      candidates: candidatesOf(move, plan, { ref, cell }, 'resolve', targetAt),
      extendedDays: plan.extendedDays ?? 0,
    },
    work.pauses,
    move.context.calendar,
  );
  return { ok: true, clock, policy: { id: policy.id, version: policy.version } };
}

/** The version with which the ticket was registered; before that the one in force. */
export function policyOf({ work, context, at }: MoveAt): SlaPolicy {
  const kept = work.policy && context.policies.policyOf(work.policy.id, work.policy.version);
  return kept ?? context.policies.policyAt(at);
}

/** Why the policy forbids a way of handling for the matter as it stands; null: it allows it. */
export function policyRefusal(move: MoveAt, disposition: Disposition): Refusal | null {
  const plan = planOf(move);
  if (!plan) return null;
  const answer = findCell(policyOf(move), { ...plan, disposition });
  return isAllowed(answer.cell) ? null : notAllowed(answer, { ...plan, disposition });
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
export function candidatesOf(
  { context, work }: MoveAt,
  plan: CitizenPlan,
  { ref, cell }: { readonly ref: string; readonly cell: SlaCell },
  clock: LimitQuestion['clock'],
  targetAt: Instant | null,
): ClockPlan['candidates'] {
  const limit = clock === 'respond' ? cell.respond : resolveLimitOf(cell);
  const { condition, startedAt } = plan;
  const { statutes, calendar } = context;
  const policy = limit && { ref, limit };
  const matter = { clock, matter: plan, policy, condition, statutes };
  const question: LimitQuestion = { ...matter, sourceDueAt: targetAt, startedAt, pauses: work.pauses };
  return effectiveLimit(question, calendar).candidates.map((one) => ({
    ...{ basis: one.basis, ref: one.ref, limit: one.limit },
    ...(one.limit === null && { targetAt }),
  }));
}

/** A reopened matter has a citizen's clock of its own; the old one stays as it was. Null when it never had one. */
export function citizenClockAnew(move: MoveAt): TicketClock | null {
  const plan = planOf(move);
  if (!plan) return null;
  const planned = citizenClock(move, plan);
  return planned.ok ? planned.clock : null;
}

/** The matter as it is classified now; null before its registration. */
export function planOf({ ticket, work, at }: MoveAt): CitizenPlan | null {
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
