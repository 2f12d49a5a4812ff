/** A rule says no. Returned as a value, never thrown; `message` says what is wrong and what to do. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly message: string;
  /** Id of the rule in docs/spec that forbids it, where one is numbered. */
  readonly rule?: string;
}

export const REFUSAL_CODES = [
  'happened-too-early',
  'happened-in-future',
  'disposed-before-reported',
  'closed-before-reported',
  'closed-before-disposed',
  'ended-before-started',
  'conflicting-version',
  'already-disposed',
  'already-closed',
  'already-over',
  'not-silent-yet',
  'unknown-station',
  'unknown-ticket',
  'not-from-here',
  'not-your-role',
  'not-your-place',
  'not-your-unit',
  'same-person',
  'key-reused',
  'place-unknown',
  'category-missing',
  'condition-missing',
  'unknown-condition',
  'not-allowed-by-policy',
  'wrong-disposition',
  'evidence-missing',
  'unknown-unit',
  'not-in-duty-list',
  'helper-missing',
  'helper-leads',
  'leader-missing',
  'not-raised',
  'return-locked',
  'too-late',
  'too-many',
  'too-long',
  'urgent-not-extended',
  'statute-not-extended',
  'citizen-not-told',
  'already-requested',
  'nothing-requested',
  'unknown-task',
  'unknown-notice',
  'unknown-whistle',
  'unknown-proposal',
  'tasks-open',
  'already-suspended-once',
  'not-late',
  'already-appealed',
  'answer-incomplete',
  'not-a-target',
  'target-ended',
  'already-answered',
  'nothing-changes',
  'clock-not-running',
  'not-due-yet',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/**
 * What `decide` answers: events to append (in this order), nothing to do because
 * the fact is known (`duplicate`) or a newer one is (`superseded`), or a refusal.
 */
export type Decision<Event> =
  | { readonly kind: 'events'; readonly events: readonly Event[] }
  | { readonly kind: 'unchanged'; readonly why: 'duplicate' | 'superseded' }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export const decided = <Event>(...events: Event[]): Decision<Event> => ({ kind: 'events', events });

export const unchanged = (why: 'duplicate' | 'superseded'): Decision<never> => ({ kind: 'unchanged', why });

export const refused = (code: RefusalCode, message: string, rule?: string): Decision<never> => ({
  kind: 'refused',
  refusal: { code, message, ...(rule !== undefined && { rule }) },
});
