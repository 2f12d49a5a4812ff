import type { Disposition, Priority } from '../ticket.ts';

/** What the ladder looks at. */
export interface EscalationSummary {
  readonly disposition: Disposition;
  readonly priority: Priority | null;
  /** The limit to resolve it in the present disposition is over; that of an earlier one doesn't count. */
  readonly resolveBreached: boolean;
  /** It is over by more than its own length. */
  readonly purple: boolean;
  /** Granted returns. */
  readonly returns: number;
  /** Helpers past their limit. */
  readonly helpersOverdue: number;
  /** Like matters of the place in the last 30 days, this one included. */
  readonly repeatsIn30Days: number;
  /** Redos because the citizen was not satisfied. */
  readonly dissatisfiedRedos: number;
  /** Whole days since the report. */
  readonly daysOpen: number;
  /** One department is responsible by the duty lists. */
  readonly leadKnown: boolean;
  /** Ids of the rules that were applied or proposed before. */
  readonly taken: readonly string[];
}

export type EscalationTarget = Disposition | 'supervision' | 'standing-meeting';

type Fact =
  | { readonly fact: 'resolveBreached' | 'purple' }
  | {
      readonly fact: 'returns' | 'helpersOverdue' | 'repeatsIn30Days' | 'dissatisfiedRedos' | 'daysOpen';
      readonly atLeast: number;
    };

/** A rung. Plain data. */
export interface EscalationRule {
  readonly id: string;
  readonly when: {
    /** null: in any. */
    readonly disposition: Disposition | null;
    /** Left out: either way. */
    readonly leadKnown?: boolean;
    /** One of them is enough. */
    readonly any: readonly Fact[];
  };
  readonly to: EscalationTarget;
  /** Done by itself; else proposed to a person. */
  readonly isAutomatic: boolean;
  readonly zh: string;
  readonly en: string;
}

/** A rung that a ticket has reached. */
export interface EscalationStep extends Pick<EscalationRule, 'to' | 'isAutomatic' | 'zh' | 'en'> {
  readonly rule: string;
}

/** The ladder of DOMAIN.md §9.3, from the bottom. The standing meeting is the end of Jinan's (条例 30). */
export const ESCALATION_LADDER: readonly EscalationRule[] = [
  {
    id: 'immediate-to-fast',
    when: { disposition: 'immediate', any: [{ fact: 'resolveBreached' }, { fact: 'returns', atLeast: 2 }] },
    to: 'fast',
    isAutomatic: true,
    zh: '即办超期或两次退单，转快办',
    en: 'Immediate handling is late, or was returned twice: the street takes it',
  },
  {
    id: 'fast-to-assigned',
    when: { disposition: 'fast', leadKnown: true, any: [{ fact: 'resolveBreached' }] },
    to: 'assigned',
    isAutomatic: true,
    zh: '快办超期，责任部门明确，转分办',
    en: 'Fast handling is late and one department is responsible: it takes it',
  },
  {
    id: 'fast-to-joint',
    when: { disposition: 'fast', leadKnown: false, any: [{ fact: 'resolveBreached' }] },
    to: 'joint',
    isAutomatic: true,
    zh: '快办超期，责任部门不明确，转联办',
    en: 'Fast handling is late and no single department is responsible: it is handled jointly',
  },
  {
    id: 'joint-to-top-level',
    when: {
      disposition: 'joint',
      any: [
        { fact: 'resolveBreached' },
        { fact: 'helpersOverdue', atLeast: 2 },
        { fact: 'repeatsIn30Days', atLeast: 3 },
      ],
    },
    to: 'top-level',
    isAutomatic: false,
    zh: '联办超期、两家协办超期或三十日内重复三次，建议顶格办',
    en: 'Joint handling is late, two helpers are, or it came up three times in 30 days: a leader should take it',
  },
  {
    id: 'supervise',
    when: { disposition: null, any: [{ fact: 'purple' }, { fact: 'dissatisfiedRedos', atLeast: 2 }] },
    to: 'supervision',
    isAutomatic: true,
    zh: '严重超期或第二次重办仍不满意，发督办单',
    en: 'Late by more than its limit, or a second redo: it is supervised',
  },
  {
    id: 'long-unsettled',
    when: { disposition: null, any: [{ fact: 'daysOpen', atLeast: 61 }] },
    to: 'standing-meeting',
    isAutomatic: false,
    zh: '久拖不决超过六十日，建议提请常务会议',
    en: 'Unsettled for more than 60 days: it should go before the standing meeting',
  },
];

/** The rungs that a ticket has reached and not taken, from the bottom; each once per ticket (P9). */
export const climb = (
  summary: EscalationSummary,
  ladder: readonly EscalationRule[] = ESCALATION_LADDER,
): readonly EscalationStep[] =>
  ladder
    .filter(({ id, when }) => !summary.taken.includes(id) && isReached(when, summary))
    .map(({ id, to, isAutomatic, zh, en }) => ({ rule: id, to, isAutomatic, zh, en }));

/** After how many whole days open the next rung is reached by the time alone; null: none is left. */
export function nextDaysRung(
  taken: readonly string[],
  ladder: readonly EscalationRule[] = ESCALATION_LADDER,
): number | null {
  const days = ladder
    .filter(({ id, when }) => !taken.includes(id) && when.disposition === null && when.leadKnown === undefined)
    .flatMap(({ when }) => when.any.flatMap((one) => (one.fact === 'daysOpen' ? [one.atLeast] : [])));
  return days.length === 0 ? null : Math.min(...days);
}

const isReached = ({ disposition, leadKnown, any }: EscalationRule['when'], summary: EscalationSummary): boolean =>
  (disposition === null || disposition === summary.disposition) &&
  (leadKnown === undefined || leadKnown === summary.leadKnown) &&
  any.some((one) => ('atLeast' in one ? summary[one.fact] >= one.atLeast : summary[one.fact]));
