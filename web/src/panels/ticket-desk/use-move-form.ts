import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { newKey } from '../../live/new-key.ts';
import { makeMove, type MoveOutcome } from '../../live/ticket-moves.ts';
import type { ChangeSince, TicketAnswer } from '../../live/words.ts';
import { formProblems, type FormProblem } from '../../ui/forms/form-body.ts';
import type { FormValues } from '../../ui/forms/form-field.ts';
import { changesSince, needsLook } from './changes-since.ts';
import { moveBody } from './move-body.ts';
import { MOVE_FORMS, type FormMove } from './move-forms.ts';

export interface MoveForm {
  readonly values: ShallowRef<FormValues>;
  readonly problems: ComputedRef<ReadonlyMap<string, FormProblem>>;
  readonly isSending: Ref<boolean>;
  /** How the last try ended; null: there was none, or something was changed since. */
  readonly outcome: ShallowRef<Exclude<MoveOutcome, { kind: 'done' }> | null>;
  /** What was done since the version that the form was meant for; it is looked at before the form is sent. */
  readonly changes: ComputedRef<readonly ChangeSince[]>;
  readonly hasMovedOn: ComputedRef<boolean>;
  /** The person has seen the changes: the form is meant for the ticket as it is now. */
  adopt(): void;
  /** @returns the new state of the ticket when it was made. */
  submit(): Promise<TicketAnswer | null>;
}

/**
 * One opened form of one move. It is meant for the version of the ticket that was
 * on the screen when it was opened, and keeps one key over all tries.
 */
export function useMoveForm(
  move: FormMove,
  opened: { readonly answer: () => TicketAnswer; readonly initial: FormValues; readonly viewer: string },
): MoveForm {
  const { answer, initial, viewer } = opened;
  const key = newKey();
  const version = ref(answer().version);
  const told = shallowRef<readonly ChangeSince[]>([]);
  const values = shallowRef(initial);
  const isSending = ref(false);
  const wasTried = ref(false);
  const outcome = shallowRef<Exclude<MoveOutcome, { kind: 'done' }> | null>(null);

  const found = computed(() => formProblems(MOVE_FORMS[move], values.value));
  const changes = computed(() => {
    const read = changesSince(answer(), version.value);
    return read.length >= told.value.length ? read : told.value;
  });
  // One's own photos and notes are no news.
  watch(answer, (now) => {
    if (now.version > version.value && !isSending.value && !needsLook(changesSince(now, version.value), viewer))
      adopt();
  });
  watch(values, () => {
    if (outcome.value?.kind === 'refused') outcome.value = null;
  });

  function adopt(): void {
    const known = outcome.value?.kind === 'moved-on' ? outcome.value.version : 0;
    version.value = Math.max(answer().version, known);
    told.value = [];
    outcome.value = null;
  }

  async function submit(): Promise<TicketAnswer | null> {
    wasTried.value = true;
    if (found.value.size > 0 || isSending.value) return null;
    isSending.value = true;
    outcome.value = null;
    try {
      const { ticket } = answer();
      const result = await makeMove(ticket.id, move, moveBody(move, values.value, ticket), {
        version: version.value,
        key,
      });
      if (result.kind === 'done') return result.answer;
      if (result.kind === 'moved-on') told.value = result.changes;
      outcome.value = result;
      return null;
    } finally {
      isSending.value = false;
    }
  }

  return {
    values,
    problems: computed(() => (wasTried.value ? found.value : new Map())),
    isSending,
    outcome,
    changes,
    hasMovedOn: computed(() => changes.value.length > 0 || outcome.value?.kind === 'moved-on'),
    adopt,
    submit,
  };
}
