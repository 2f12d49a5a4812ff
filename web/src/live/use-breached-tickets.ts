import type { TicketsAnswer } from '@citybrain/protocol';
import { shallowRef, watch, type Ref } from 'vue';
import { rest, RestProblem } from './rest-client.ts';
import type { BreachCell } from './ticket-filter.ts';
import type { RegionId, TicketRow } from './words.ts';

export interface BreachedTickets {
  /** The oldest breach first; null until they are read. */
  readonly rows: Ref<readonly TicketRow[] | null>;
  /** Words of what went wrong; null: nothing. */
  readonly problem: Ref<string | null>;
}

/** Tickets of a scope whose limits broke in a cell, read anew with each other question; a null cell asks none. */
export function useBreachedTickets(scope: () => RegionId, cell: () => BreachCell | null): BreachedTickets {
  const rows = shallowRef<readonly TicketRow[] | null>(null);
  const problem = shallowRef<string | null>(null);
  watch(
    () => pathOf(scope(), cell()),
    async (path, _, onCleanup) => {
      const abort = new AbortController();
      onCleanup(() => abort.abort());
      [rows.value, problem.value] = [null, null];
      if (path === null) return;
      try {
        const { tickets } = await rest<TicketsAnswer>('GET', path, undefined, { signal: abort.signal });
        if (!abort.signal.aborted) rows.value = tickets;
      } catch (error) {
        if (!(error instanceof RestProblem)) throw error;
        if (!abort.signal.aborted) problem.value = error.message;
      }
    },
    { immediate: true },
  );
  return { rows, problem };
}

function pathOf(scope: RegionId, cell: BreachCell | null): string | null {
  if (cell === null) return null;
  const which = 'weekHour' in cell ? `weekHour=${cell.weekHour}` : `day=${cell.day}`;
  return `/breached-tickets?scope=${encodeURIComponent(scope)}&${which}`;
}
