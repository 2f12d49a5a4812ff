import { computed, shallowRef, watch, type ComputedRef } from 'vue';
import type { NoticeKind, UnitId } from '@citybrain/domain';
import { RestProblem } from '../../live/rest-client.ts';
import { fetchTicket } from '../../live/ticket-details.ts';
import type { TicketId, TicketRow } from '../../live/words.ts';

/** A notice that waits for the viewer's unit. */
export interface DeskNotice {
  readonly ticket: TicketId;
  readonly id: string;
  readonly kind: NoticeKind;
  readonly text: string;
  readonly at: number;
  readonly title: string | null;
}

/** So many tickets are read for their notices; the queue counts the rest. */
const MOST_READ = 8;

/** What 催办 and 督办 wait for one's own units, read again whenever such a ticket changes. */
export function useDeskNotices(
  rows: () => Iterable<TicketRow>,
  mine: () => ReadonlySet<UnitId>,
): ComputedRef<readonly DeskNotice[]> {
  const read = shallowRef<ReadonlyMap<TicketRow, readonly DeskNotice[]>>(new Map());
  const asked = new Set<TicketRow>();

  const waiting = computed(() => {
    const units = mine();
    if (units.size === 0) return [];
    return [...rows()]
      .filter(({ notices, also }) => notices > 0 && also.some((id) => units.has(id)))
      .slice(0, MOST_READ);
  });

  async function readNotices(row: TicketRow): Promise<void> {
    asked.add(row);
    try {
      const { ticket, life } = await fetchTicket(row.id);
      const notices = (life?.work.notices ?? [])
        .filter(({ unit, acknowledgedAt }) => acknowledgedAt === null && mine().has(unit))
        .map(({ id, kind, text, at }) => ({ ticket: row.id, id, kind, text, at, title: ticket.title }));
      read.value = new Map([...read.value, [row, notices]]);
    } catch (problem) {
      if (!(problem instanceof RestProblem)) throw problem;
      asked.delete(row);
    }
  }

  watch(
    waiting,
    (now) => {
      const kept = new Set(now);
      for (const row of asked) if (!kept.has(row)) asked.delete(row);
      read.value = new Map([...read.value].filter(([row]) => kept.has(row)));
      for (const row of now) if (!asked.has(row)) void readNotices(row);
    },
    { immediate: true },
  );

  return computed(() => waiting.value.flatMap((row) => read.value.get(row) ?? []).sort((a, b) => a.at - b.at));
}
