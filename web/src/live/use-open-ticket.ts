import type { RegionId, TicketId } from '@citybrain/domain';
import type { TicketAnswer } from '@citybrain/protocol';
import { computed, shallowRef, toValue, watch, type MaybeRefOrGetter, type ShallowRef } from 'vue';
import { useLiveStore } from './live-store.ts';
import { RestProblem } from './rest-client.ts';
import { fetchTicket } from './ticket-details.ts';
import { useTopic } from './use-topic.ts';

export interface OpenTicket {
  /** What is known of it; null until it was read, and for another ticket. */
  readonly answer: Readonly<ShallowRef<TicketAnswer | null>>;
  /** Why it could not be read; `gone`: there is no such ticket for this viewer. */
  readonly problem: Readonly<ShallowRef<'gone' | 'unreachable' | null>>;
  /** Reads it again; what was read before stays until then. */
  read(): Promise<void>;
  /** Takes an answer that came another way, unless a newer one is there. */
  take(answer: TicketAnswer): void;
}

/** One ticket, read again whenever its row or the latest of its scope says that something happened to it. */
export function useOpenTicket(id: MaybeRefOrGetter<TicketId>, scope: MaybeRefOrGetter<RegionId>): OpenTicket {
  const live = useLiveStore();
  const answer = shallowRef<TicketAnswer | null>(null);
  const problem = shallowRef<'gone' | 'unreachable' | null>(null);
  const tickets = useTopic('tickets', scope);
  const latest = useTopic('latest', scope);

  const take = (next: TicketAnswer): void => {
    const isOfAnother = answer.value?.ticket.id !== next.ticket.id;
    if (isOfAnother || next.version >= (answer.value?.version ?? 0)) answer.value = next;
  };

  async function read(): Promise<void> {
    const asked = toValue(id);
    try {
      const found = await fetchTicket(asked);
      if (asked !== toValue(id)) return;
      problem.value = null;
      take(found);
    } catch (error) {
      if (!(error instanceof RestProblem)) throw error;
      if (asked === toValue(id)) problem.value = error.status === 404 || error.status === 403 ? 'gone' : 'unreachable';
    }
  }

  watch(
    () => toValue(id),
    () => {
      answer.value = null;
      problem.value = null;
      void read();
    },
    { immediate: true },
  );

  const row = computed(() => tickets.replica.value?.rows.get(toValue(id)));
  const lastStep = computed(() => {
    let last = 0;
    for (const entry of latest.replica.value?.rows.values() ?? []) {
      if (entry.subjectId === toValue(id)) last = Math.max(last, entry.id);
    }
    return last;
  });
  watch(
    [row, lastStep, () => live.status.state === 'live'],
    ([nextRow, nextStep, isLive], [lastRow, before, wasLive]) => {
      if ((isLive && !wasLive) || nextStep > before || nextRow !== lastRow) void read();
    },
  );

  return { answer, problem, read, take };
}
