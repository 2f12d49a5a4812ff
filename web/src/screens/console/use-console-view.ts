import { computed, type ComputedRef, type WritableComputedRef } from 'vue';
import { useRoute, useRouter, type LocationQueryRaw } from 'vue-router';
import { useRegionsStore } from '../../live/regions-store.ts';
import type { Move, RegionId, TicketId } from '../../live/words.ts';
import { readDeskFilter, writeDeskFilter, type DeskFilter } from '../../panels/ticket-desk-queue/desk-filter.ts';

export interface ConsoleView {
  readonly scope: ComputedRef<RegionId | null>;
  readonly ticket: ComputedRef<TicketId | null>;
  readonly isReporting: ComputedRef<boolean>;
  readonly filter: WritableComputedRef<DeskFilter>;
  go(scope: RegionId): void;
  /** On a phone the ticket is a page of its own: the way back leads to the queue. */
  open(ticket: TicketId): void;
  report(): void;
  close(): void;
}

/** What the console shows lies in its address, so that a reload keeps it and a link shares it. */
export function useConsoleView(): ConsoleView {
  const route = useRoute();
  const router = useRouter();
  const regions = useRegionsStore();

  const text = (key: string): string | null => {
    const value = route.query[key];
    return typeof value === 'string' ? value : null;
  };
  const queryWith = (change: Readonly<Record<string, string | null>>): LocationQueryRaw =>
    Object.fromEntries(Object.entries({ ...route.query, ...change }).filter(([, value]) => value !== null));
  const hasOpened = (): boolean => (history.state as { opened?: unknown } | null)?.opened === true;
  const replace = (change: Readonly<Record<string, string | null>>): void => {
    void router.replace({ query: queryWith(change), state: { opened: hasOpened() } });
  };
  const enter = (change: Readonly<Record<string, string | null>>): void => {
    if (text('ticket') !== null || text('report') !== null) replace(change);
    else void router.push({ query: queryWith(change), state: { opened: true } });
  };

  return {
    scope: computed(() => {
      const asked = regions.atlas.find(text('scope') as RegionId | null);
      return (asked ?? regions.atlas.roots[0])?.id ?? null;
    }),
    ticket: computed(() => text('ticket') as TicketId | null),
    isReporting: computed(() => text('report') === '1' && text('ticket') === null),
    filter: computed({
      get: () => readDeskFilter(text),
      set: (filter) => replace(writeDeskFilter(filter)),
    }),
    go: (scope) => replace({ scope, ticket: null, report: null }),
    open: (ticket) => enter({ ticket, report: null }),
    report: () => enter({ ticket: null, report: '1' }),
    close() {
      if (hasOpened()) router.back();
      else replace({ ticket: null, report: null });
    },
  };
}

/** A move that was asked for together with its ticket. */
export interface WantedMove {
  readonly ticket: TicketId;
  readonly move: Move;
}
