import { computed, type ComputedRef } from 'vue';
import type { Freshness } from '../../live/freshness.ts';
import { useLiveStore } from '../../live/live-store.ts';
import { orderQueue } from '../../live/order-queue.ts';
import {
  countBehind,
  passesFilter,
  scopeOfFilter,
  topicFilterOf,
  type LiveFilter,
  type TicketFilter,
} from '../../live/ticket-filter.ts';
import { useBreachedTickets } from '../../live/use-breached-tickets.ts';
import { useTopic } from '../../live/use-topic.ts';
import type { RegionId, TicketRow } from '../../live/words.ts';

export interface ListedTickets {
  /** In the order in which they press; breaches as they happened. Null: not known yet. */
  readonly rows: ComputedRef<readonly TicketRow[] | null>;
  /** How many there are, where not all rows are known here. */
  readonly total: ComputedRef<number>;
  readonly asOf: ComputedRef<number>;
  readonly freshness: ComputedRef<Freshness>;
  /** Words of what went wrong; null: nothing. */
  readonly problem: ComputedRef<string | null>;
}

/** The tickets behind a number, live where they are open. */
export function useListedTickets(scope: () => RegionId, filter: () => TicketFilter): ListedTickets {
  const live = useLiveStore();
  const liveFilter = (): LiveFilter | null => {
    const asked = filter();
    return asked.kind === 'breached' ? null : asked;
  };
  const listed = (): RegionId => scopeOfFilter(filter(), scope());
  const watched = (): RegionId | null => (liveFilter() ? listed() : null);
  const narrowed = computed(() => topicFilterOf(liveFilter() ?? { kind: 'open' }));
  const tickets = useTopic('tickets', watched, narrowed);
  const measures = useTopic('measures', watched);
  const matters = useTopic('matters', () => (filter().kind === 'matter' ? scope() : null));
  const breached = useBreachedTickets(scope, () => {
    const asked = filter();
    return asked.kind === 'breached' ? asked.cell : null;
  });

  const asOf = computed(() => Math.max(tickets.replica.value?.asOf ?? 0, live.asOf ?? 0));
  const rows = computed<readonly TicketRow[] | null>(() => {
    const asked = liveFilter();
    const replica = tickets.replica.value;
    if (!asked) return breached.rows.value;
    return replica && orderQueue([...replica.rows.values()].filter((row) => passesFilter(row, asked, asOf.value)));
  });
  const total = computed(() => {
    const known = rows.value?.length ?? 0;
    const asked = liveFilter();
    const replica = tickets.replica.value;
    const counted = measures.replica.value?.measures;
    if (!asked || !replica || !counted || replica.total <= replica.rows.size) return known;
    return Math.max(known, countBehind(counted, asked, matters.replica.value?.rows.get(listed()) ?? null));
  });
  /** Read once: as fresh as the moment of asking, and told so. */
  const freshness = computed<Freshness>(() => {
    if (liveFilter()) return tickets.freshness.value;
    return breached.rows.value || breached.problem.value ? { kind: 'live' } : { kind: 'loading' };
  });
  return { rows, total, asOf, freshness, problem: computed(() => breached.problem.value) };
}
