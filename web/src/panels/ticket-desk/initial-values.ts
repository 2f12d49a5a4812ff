import { filingConditionsOf, HOUR_MS, type Unit } from '@citybrain/domain';
import type { DutyQueryAnswer, TicketAnswer } from '../../live/words.ts';
import { emptyValues, type FormValues, type TaskDraft } from '../../ui/forms/form-field.ts';
import { MOVE_FORMS, type FormMove } from './move-forms.ts';

export interface FormContext {
  readonly answer: TicketAnswer;
  readonly duty: DutyQueryAnswer | null;
  readonly units: readonly Unit[];
  /** The city's civil time of an instant, `2026-11-24T14:30`. */
  readonly civilTime: (at: number) => string;
  readonly now: number;
  /** What a helper is asked for, until somebody says it better. */
  readonly taskWords: string;
}

/** What a form proposes when it is opened. */
export function initialValues(move: FormMove, context: FormContext): FormValues {
  return { ...emptyValues(MOVE_FORMS[move]), ...proposed(move, context) };
}

function proposed(move: FormMove, context: FormContext): FormValues {
  const { answer, units, civilTime, now } = context;
  const { ticket, life } = answer;
  switch (move) {
    case 'accept':
      return { category: ticket.category, regionId: ticket.regionId, priority: ticket.priority };
    case 'verify':
      return { unit: units.find(({ kind, regionId }) => kind === 'grid' && regionId === ticket.regionId)?.id ?? null };
    case 'register':
      return {
        ...{ category: ticket.category, disposition: ticket.disposition ?? 'fast', priority: ticket.priority ?? 'P3' },
        ...conditionFor(ticket.category),
      };
    case 'dispatch':
      return { disposition: ticket.disposition, ...dutyValues(context) };
    case 'whistle':
      return { place: ticket.address ?? '', meetAt: civilTime(now + HOUR_MS) };
    case 'supervise':
      return { unit: life?.work.lead ?? null };
    case 'reclassify':
      return { category: ticket.category, condition: life?.work.condition ?? null, priority: ticket.priority, disposition: ticket.disposition }; // prettier-ignore
    default:
      return onlyOne(move, answer);
  }
}

/** The condition that is proposed for a category: the strictest, since the list begins with it. */
export function conditionFor(category: FormValues[string]): FormValues {
  const conditions = typeof category === 'string' ? filingConditionsOf(category) : [];
  return { condition: conditions[0]?.id ?? null, hasConditions: conditions.length > 0 };
}

/** Lead and helpers as the duty list names them. */
export function dutyValues({ duty, taskWords }: Pick<FormContext, 'duty' | 'taskWords'>): FormValues {
  const answer = duty?.answer;
  if (!answer || answer.kind === 'none') return { lead: null, helpers: [] };
  const helpers = answer.kind === 'duty' ? answer.helpers : [];
  return {
    lead: answer.unit.id,
    helpers: helpers.map(({ id }): TaskDraft => ({ unit: id, what: taskWords, days: '' })),
  };
}

/** Where only one thing can be meant, it is meant. */
function onlyOne(move: FormMove, { life }: TicketAnswer): FormValues {
  const work = life?.work;
  if (!work) return {};
  const single = (name: string, found: readonly { readonly id: string }[]): FormValues =>
    found.length === 1 ? { [name]: found[0]?.id ?? null } : {};
  switch (move) {
    case 'finish-task':
    case 'excuse-task':
      return single(
        'task',
        work.tasks.filter(({ state }) => state === 'open'),
      );
    case 'acknowledge':
      return single(
        'notice',
        work.notices.filter(({ acknowledgedAt }) => acknowledgedAt === null),
      );
    case 'report-in':
      return single('whistle', work.whistles.filter(({ calls }) => calls.some(({ reportedInAt }) => reportedInAt === null))); // prettier-ignore
    case 'judge-proposal':
      return single(
        'proposal',
        work.proposals.filter(({ state }) => state === 'open'),
      );
    default:
      return {};
  }
}
