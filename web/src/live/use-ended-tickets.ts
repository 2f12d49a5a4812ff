import type { TicketsAnswer } from '@citybrain/protocol';
import { shallowRef, watch, type Ref } from 'vue';
import { rest, RestProblem } from './rest-client.ts';
import type { RegionId, TicketRow } from './words.ts';

/** As many of the last as are shown; older ones are found by their id. */
export const MOST_ENDED = 500;

export interface EndedTickets {
  /** Newest first; null until they are read. */
  readonly rows: Ref<readonly TicketRow[] | null>;
  /** Words of what went wrong; null: nothing. */
  readonly problem: Ref<string | null>;
  read(): Promise<void>;
}

/** Tickets of a scope that ended, read when somebody asks for them: they are no part of the live picture. */
export function useEndedTickets(scope: () => RegionId, isAsked: () => boolean): EndedTickets {
  const rows = shallowRef<readonly TicketRow[] | null>(null);
  const problem = shallowRef<string | null>(null);

  async function read(): Promise<void> {
    const asked = scope();
    try {
      const path = `/tickets?status=closed&limit=${MOST_ENDED}&scope=${encodeURIComponent(asked)}`;
      const answer = await rest<TicketsAnswer>('GET', path);
      if (asked !== scope()) return;
      rows.value = answer.tickets;
      problem.value = null;
    } catch (error) {
      if (!(error instanceof RestProblem)) throw error;
      problem.value = error.message;
    }
  }
  watch(scope, () => (rows.value = null));
  watch([scope, isAsked], () => isAsked() && void read(), { immediate: true });
  return { rows, problem, read };
}
