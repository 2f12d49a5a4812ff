import type { Decision } from '../../refusal.ts';
import type { Stamp } from '../ticket-work.ts';
import { forbidden, type MoveAt } from '../step-maker.ts';

/**
 * What takes the word of the centre and of a leader: two people, in any order,
 * neither of whom asked for it.
 */
export function agreement(
  { by }: Pick<MoveAt, 'by'>,
  request: { readonly by: Stamp; readonly approvals: readonly Stamp[] },
): { readonly refusal: Decision<never> | null; readonly isComplete: boolean } {
  if (request.by.who === by.who || request.approvals.some(({ who }) => who === by.who)) {
    return {
      refusal: forbidden(
        'same-person',
        'M7',
        'it takes the centre and a leader, neither of whom asked for it: two people',
      ),
      isComplete: false,
    };
  }
  if (request.approvals.some(({ role }) => role === by.role)) {
    const missing = by.role === 'CEN' ? 'a leader' : 'the centre';
    return {
      refusal: forbidden('already-requested', 'M7', `${by.role} has agreed already: it waits for ${missing}`),
      isComplete: false,
    };
  }
  return { refusal: null, isComplete: request.approvals.length > 0 };
}
