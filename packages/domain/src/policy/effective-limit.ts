import type { Pause } from '../clock-run.ts';
import { dueOf } from '../clock/due-of.ts';
import type { Instant } from '../instant.ts';
import type { Limit } from '../limit.ts';
import type { WorkCalendar } from '../work-calendar.ts';
import type { FilingCondition } from './filing-conditions.ts';
import type { LimitMatter } from './limit-matter.ts';
import { appliesTo, statuteLimitOn, type StatuteSet } from './statutes.ts';

export type { LimitMatter } from './limit-matter.ts';

/** What binds a matter: its policy, its filing condition, the statutes of its place, its source. */
export interface LimitQuestion {
  /** The two clocks in which more than the policy has a say. */
  readonly clock: 'respond' | 'resolve';
  readonly matter: LimitMatter;
  /** What the cell of the policy gives for this clock. */
  readonly policy: { readonly ref: string; readonly limit: Limit } | null;
  readonly condition: FilingCondition | null;
  readonly statutes: StatuteSet | null;
  readonly sourceDueAt: Instant | null;
  readonly startedAt: Instant;
  readonly pauses: readonly Pause[];
}

/** What a limit rests on, the weightiest first: of equal deadlines the first is named. */
export const BASES_BY_WEIGHT = ['statute', 'category', 'policy', 'source'] as const;
export type WeighedBasis = (typeof BASES_BY_WEIGHT)[number];

/** A limit that was weighed. `ref` names the cell, the condition or the statute. */
export interface WeighedLimit {
  readonly basis: WeighedBasis;
  readonly ref: string;
  /** Null for the fixed target of a source. */
  readonly limit: Limit | null;
  /** Null while a pause without an end keeps it from being known; never for a source. */
  readonly dueAt: Instant | null;
  readonly isProvisional: boolean;
}

/**
 * Which of the limits that bind a clock counts (P7): the one with the least deadline. `candidates`
 * are all of them, the winner first; null and empty when none binds. A filing condition and a
 * source's target bind only `resolve`.
 */
export function effectiveLimit(
  question: LimitQuestion,
  calendar: WorkCalendar,
): { readonly winner: WeighedLimit | null; readonly candidates: readonly WeighedLimit[] } {
  const candidates = bindingLimits(question, calendar)
    .map(([basis, ref, limit]) => weigh(basis, ref, limit, question, calendar))
    .sort(
      (one, other) =>
        compareDue(one.dueAt, other.dueAt) || BASES_BY_WEIGHT.indexOf(one.basis) - BASES_BY_WEIGHT.indexOf(other.basis),
    );
  return { winner: candidates[0] ?? null, candidates };
}

type Binding = readonly [basis: WeighedBasis, ref: string, limit: Limit | null];

function bindingLimits(question: LimitQuestion, calendar: WorkCalendar): readonly Binding[] {
  const { clock, matter, policy, condition, statutes, sourceDueAt, startedAt } = question;
  const startedOn = calendar.dayAt(startedAt).date;
  const bindings: Binding[] = (statutes?.statutes ?? [])
    .filter((statute) => statute.clock === clock && appliesTo(statute, matter))
    .map((statute) => ['statute', statute.id, statuteLimitOn(statute, startedOn)]);
  if (policy) bindings.push(['policy', policy.ref, policy.limit]);
  if (clock === 'resolve' && condition) bindings.push(['category', condition.id, condition.limit]);
  if (clock === 'resolve' && sourceDueAt !== null) bindings.push(['source', 'source', null]);
  return bindings;
}

function weigh(
  basis: WeighedBasis,
  ref: string,
  limit: Limit | null,
  { startedAt, pauses, sourceDueAt }: LimitQuestion,
  calendar: WorkCalendar,
): WeighedLimit {
  const due =
    limit === null ? { dueAt: sourceDueAt, isProvisional: false } : dueOf({ startedAt, limit, pauses }, calendar);
  return { basis, ref, limit, dueAt: due.dueAt, isProvisional: due.isProvisional };
}

/** What is not known lies after all that is. */
function compareDue(one: Instant | null, other: Instant | null): number {
  if (one === other) return 0;
  if (one === null) return 1;
  if (other === null) return -1;
  return one - other;
}
