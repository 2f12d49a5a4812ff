import type { TicketRow } from '../../live/words.ts';
import { formBody } from '../../ui/forms/form-body.ts';
import type { FormValues } from '../../ui/forms/form-field.ts';
import { MOVE_FORMS, type FormMove } from './move-forms.ts';

const STAYS = ['category', 'regionId', 'priority', 'disposition'] as const;
const SAYS_ANEW: readonly FormMove[] = ['accept', 'reclassify'];

/** The body of a move. What a ticket has already is not said anew where that would make it somebody's word. */
export function moveBody(move: FormMove, values: FormValues, ticket: TicketRow): Record<string, unknown> {
  const body = formBody(MOVE_FORMS[move], values);
  if (!SAYS_ANEW.includes(move)) return body;
  return Object.fromEntries(
    Object.entries(body).filter(([name, value]) => !STAYS.some((known) => known === name && ticket[known] === value)),
  );
}
