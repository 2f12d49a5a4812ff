/** A helper's part while it is filled in. */
export interface TaskDraft {
  readonly unit: string | null;
  readonly what: string;
  /** Working days as typed; '' for as long as the lead has. */
  readonly days: string;
}

export type FormValue = string | boolean | null | readonly string[] | readonly TaskDraft[];
export type FormValues = Readonly<Record<string, FormValue>>;

/** Where the choices of a field come from, when they are not its own. */
export type FieldSource =
  | 'units'
  | 'grids'
  | 'categories'
  | 'conditions'
  | 'openTasks'
  | 'openNotices'
  | 'openWhistles'
  | 'openProposals'
  | 'tickets';

/**
 * `line` and `text` are words; `choice` is one of a few in sight, `pick` one of
 * many; `yesNo` must be answered, `check` may be left; `time` is of the city.
 */
export type FieldKind =
  | { readonly kind: 'line' | 'text'; readonly maxLength: number }
  | { readonly kind: 'choice'; readonly options: readonly string[]; readonly words: string }
  | { readonly kind: 'yesNo' | 'check' | 'region' | 'day' | 'time' | 'tasks' }
  | { readonly kind: 'number'; readonly min: number; readonly max: number }
  | { readonly kind: 'pick' | 'picks'; readonly from: FieldSource };

export type FormField = FieldKind & {
  /** As the body names it. */
  readonly name: string;
  /** Under which its label stands; left out: its name. */
  readonly label?: string;
  readonly hint?: string;
  readonly isRequired?: boolean;
  /** Left out: always. What is not asked is not sent. */
  readonly isAsked?: (values: FormValues) => boolean;
};

/** The fields that are asked, as far as it is filled in. */
export const askedFields = (fields: readonly FormField[], values: FormValues): readonly FormField[] =>
  fields.filter(({ isAsked }) => isAsked === undefined || isAsked(values));

/** What a field holds before anybody touched it. */
export function emptyValue({ kind }: FormField): FormValue {
  switch (kind) {
    case 'picks':
    case 'tasks':
      return [];
    case 'check':
      return false;
    case 'line':
    case 'text':
    case 'number':
    case 'day':
    case 'time':
      return '';
    default:
      return null;
  }
}

export const emptyValues = (fields: readonly FormField[]): FormValues =>
  Object.fromEntries(fields.map((field) => [field.name, emptyValue(field)]));
