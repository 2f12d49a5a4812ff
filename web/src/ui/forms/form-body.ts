import { askedFields, type FormField, type FormValue, type FormValues, type TaskDraft } from './form-field.ts';

/** What is filled in as a body: trimmed, as numbers where numbers are meant, without what is empty or not asked. */
export function formBody(fields: readonly FormField[], values: FormValues): Record<string, unknown> {
  return Object.fromEntries(
    askedFields(fields, values).flatMap((field): [string, unknown][] => {
      const sent = sentValue(field, values[field.name] ?? null);
      return sent === undefined ? [] : [[field.name, sent]];
    }),
  );
}

function sentValue({ kind }: FormField, value: FormValue): unknown {
  if (typeof value === 'string') {
    const text = value.trim();
    return text === '' ? undefined : kind === 'number' ? Number(text) : text;
  }
  if (Array.isArray(value)) {
    if (value.length === 0) return undefined;
    return kind === 'tasks' ? (value as readonly TaskDraft[]).map(sentTask) : value;
  }
  return value ?? undefined;
}

const sentTask = ({ unit, what, days }: TaskDraft): object => ({
  unit,
  what: what.trim(),
  ...(days.trim() !== '' && { days: Number(days) }),
});

export const FORM_PROBLEMS = ['required', 'tooLong', 'notANumber', 'outOfRange', 'incomplete'] as const;
export type FormProblem = (typeof FORM_PROBLEMS)[number];

/** What is wrong with it, by the names of the fields; empty: it can be sent. */
export function formProblems(fields: readonly FormField[], values: FormValues): ReadonlyMap<string, FormProblem> {
  const problems = new Map<string, FormProblem>();
  for (const field of askedFields(fields, values)) {
    const problem = problemOf(field, values[field.name] ?? null);
    if (problem) problems.set(field.name, problem);
  }
  return problems;
}

function problemOf(field: FormField, value: FormValue): FormProblem | null {
  if (isEmpty(value)) return field.isRequired === true ? 'required' : null;
  if ('maxLength' in field)
    return typeof value === 'string' && value.trim().length > field.maxLength ? 'tooLong' : null;
  if (field.kind === 'number') return numberProblem(Number(value), field);
  if (field.kind === 'tasks') return (value as readonly TaskDraft[]).some(isIncomplete) ? 'incomplete' : null;
  return null;
}

const isEmpty = (value: FormValue): boolean =>
  value === null || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0);

function numberProblem(
  value: number,
  { min, max }: { readonly min: number; readonly max: number },
): FormProblem | null {
  if (!Number.isInteger(value)) return 'notANumber';
  return value < min || value > max ? 'outOfRange' : null;
}

const MOST_TASK_DAYS = 60;
const isIncomplete = ({ unit, what, days }: TaskDraft): boolean =>
  unit === null ||
  what.trim() === '' ||
  (days.trim() !== '' && numberProblem(Number(days), { min: 1, max: MOST_TASK_DAYS }) !== null);
