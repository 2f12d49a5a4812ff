import {
  DEMAND_KINDS,
  DISPOSITIONS,
  NOTICE_KINDS,
  PRIORITIES,
  REFUSE_REASONS,
  RETURN_REASONS,
  type Move,
} from '@citybrain/domain';
import type { FormField, FormValues } from '../../ui/forms/form-field.ts';

/** Moves that are made with a form; evidence is uploaded. */
export type FormMove = Exclude<Move, 'add-evidence'>;

const note: FormField = { name: 'note', kind: 'text', maxLength: 2_000 };
const said = (label: string): FormField => ({ ...note, label, isRequired: true });
const text = (name: string, maxLength = 2_000, label?: string): FormField => ({
  ...{ name, kind: 'text', maxLength, isRequired: true },
  ...(label !== undefined && { label }),
});

const disposition: FormField = { name: 'disposition', kind: 'choice', options: DISPOSITIONS, words: 'dispositions' };
const priority: FormField = { name: 'priority', kind: 'choice', options: PRIORITIES, words: 'desk.priority' };
const category: FormField = { name: 'category', kind: 'pick', from: 'categories' };
const demandKind: FormField = { name: 'demandKind', kind: 'choice', options: DEMAND_KINDS, words: 'desk.demandKind' };
const condition: FormField = { name: 'condition', kind: 'pick', from: 'conditions' };
const required = (field: FormField): FormField => ({ ...field, isRequired: true });

const isWay =
  (...ways: readonly string[]) =>
  ({ disposition: way }: FormValues): boolean =>
    typeof way === 'string' && ways.includes(way);
const isHeating = ({ category: code }: FormValues): boolean => code === 'H02';
const isReached = ({ outcome }: FormValues): boolean => outcome === 'reached';
const isUnwell = (values: FormValues): boolean =>
  isReached(values) && (values['isSolved'] === false || values['isSatisfied'] === false);

const judgement: readonly FormField[] = [{ name: 'isGranted', kind: 'yesNo', isRequired: true }, said('judgement')];
const task: readonly FormField[] = [
  { name: 'unit', label: 'helper', kind: 'pick', from: 'units', isRequired: true },
  text('what', 500, 'task'),
  { name: 'days', label: 'taskDays', hint: 'taskDays', kind: 'number', min: 1, max: 60 },
];
const taskOf: FormField = { name: 'task', kind: 'pick', from: 'openTasks', isRequired: true };

/** The fields of every move, in the order in which they are asked. Names are those of the body. */
export const MOVE_FORMS: Readonly<Record<FormMove, readonly FormField[]>> = {
  accept: [
    required(category),
    { name: 'regionId', kind: 'region', hint: 'regionId', isRequired: true },
    demandKind,
    priority,
    note,
  ],
  refuse: [
    { name: 'reason', kind: 'choice', options: REFUSE_REASONS, words: 'desk.refuseReason', isRequired: true },
    text('told'),
  ],
  verify: [{ name: 'unit', label: 'verifier', kind: 'pick', from: 'grids', isRequired: true }, note],
  'report-verification': [{ name: 'isFound', kind: 'yesNo', isRequired: true }, said('found')],
  register: [
    required(category),
    { ...condition, hint: 'condition', isRequired: true, isAsked: ({ hasConditions }) => hasConditions === true },
    required(disposition),
    required(priority),
    { name: 'aspect', kind: 'choice', options: ['leak', 'temperature'], words: 'desk.aspect', isAsked: isHeating },
    demandKind,
    { name: 'isEnterprise', kind: 'check' },
    note,
  ],
  cancel: [said('reason')],
  'self-dispose': [said('done')],
  dispatch: [
    required(disposition),
    { name: 'lead', kind: 'pick', from: 'units', isRequired: true },
    { name: 'helpers', kind: 'tasks', isRequired: true, isAsked: isWay('joint') },
    { name: 'leader', kind: 'line', maxLength: 120, hint: 'leader', isRequired: true, isAsked: isWay('top-level') },
    note,
  ],
  sign: [note],
  'request-return': [
    { name: 'reason', kind: 'choice', options: RETURN_REASONS, words: 'desk.returnReason', isRequired: true },
    text('legalBasis', 500),
    { name: 'suggestedUnit', kind: 'pick', from: 'units' },
    note,
  ],
  'judge-return': judgement,
  contact: [{ name: 'isReached', kind: 'yesNo', isRequired: true }, said('contacted')],
  'add-task': task,
  'finish-task': [taskOf, said('done')],
  'excuse-task': [taskOf, said('reason')],
  'request-extension': [
    { name: 'days', label: 'extensionDays', hint: 'extensionDays', kind: 'number', min: 1, max: 10, isRequired: true },
    text('reason'),
    { name: 'isCitizenTold', kind: 'check' },
  ],
  'judge-extension': judgement,
  'request-suspension': [text('reason'), { name: 'resumeOn', hint: 'resumeOn', kind: 'day', isRequired: true }],
  'judge-suspension': judgement,
  resume: [said('reason')],
  whistle: [
    { name: 'units', kind: 'picks', from: 'units', isRequired: true },
    text('place', 200),
    { name: 'meetAt', kind: 'time', isRequired: true },
    text('what', 2_000, 'matter'),
  ],
  'report-in': [{ name: 'whistle', kind: 'pick', from: 'openWhistles', isRequired: true }, note],
  dispose: [said('done')],
  check: [{ name: 'isPassed', kind: 'yesNo', isRequired: true }, said('found')],
  'call-back': [
    { name: 'outcome', kind: 'choice', options: ['reached', 'unreachable', 'waived'], words: 'desk.outcome', isRequired: true }, // prettier-ignore
    { name: 'isSolved', kind: 'yesNo', isRequired: true, isAsked: isReached },
    { name: 'isSatisfied', kind: 'yesNo', isRequired: true, isAsked: isReached },
    { name: 'isReasonable', hint: 'isReasonable', kind: 'yesNo', isRequired: true, isAsked: isUnwell },
    note,
  ],
  supervise: [
    { name: 'kind', label: 'noticeKind', kind: 'choice', options: NOTICE_KINDS, words: 'desk.noticeKind', isRequired: true }, // prettier-ignore
    { name: 'unit', label: 'noticeUnit', hint: 'noticeUnit', kind: 'pick', from: 'units' },
    text('text', 2_000, 'noticeText'),
  ],
  acknowledge: [{ name: 'notice', kind: 'pick', from: 'openNotices', isRequired: true }, note],
  reopen: [text('newFacts')],
  appeal: [text('reason')],
  'judge-appeal': judgement,
  merge: [{ name: 'into', kind: 'pick', from: 'tickets', isRequired: true }, said('reason')],
  detach: [said('reason')],
  'answer-caller': [said('answered')],
  reclassify: [category, condition, priority, disposition, demandKind, said('reason')],
  note: [said('note')],
  'judge-proposal': [
    { name: 'proposal', kind: 'pick', from: 'openProposals', isRequired: true },
    { name: 'isAccepted', kind: 'yesNo', isRequired: true },
    said('judgement'),
  ],
};
