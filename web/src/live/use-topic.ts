import type { RegionId } from '@citybrain/domain';
import { EMPTY_VIEW, shownMoment, type ReplicaOf, type TopicView } from '@citybrain/live-client';
import type { Moment, TopicFilter, TopicLayer } from '@citybrain/protocol';
import { computed, shallowRef, toValue, watch, type ComputedRef, type MaybeRefOrGetter, type ShallowRef } from 'vue';
import { freshnessOf, type Freshness } from './freshness.ts';
import { useLiveStore } from './live-store.ts';

export interface LiveTopic<Layer extends TopicLayer> {
  /** Replaced whole at a tick; null until the first answer. Never that of another scope. */
  readonly replica: ComputedRef<ReplicaOf<Layer> | null>;
  readonly freshness: ComputedRef<Freshness>;
  /** What it is true of: the same for all that is live on this page. Null without a replica. */
  readonly moment: ComputedRef<Moment | null>;
  /** What ages are counted to; moves on in steps of ten seconds where nothing changes. 0 without a replica. */
  readonly agesTo: ComputedRef<number>;
}

/**
 * Watches one layer of a scope for as long as the component lives; a null scope watches nothing.
 *
 * @param filter only for tickets.
 */
export function useTopic<Layer extends TopicLayer>(
  layer: Layer,
  scope: MaybeRefOrGetter<RegionId | null>,
  filter: MaybeRefOrGetter<TopicFilter> = 'all',
): LiveTopic<Layer> {
  const live = useLiveStore();
  const view: ShallowRef<TopicView<Layer>> = shallowRef(EMPTY_VIEW);
  watch(
    () => [toValue(scope), toValue(filter)] as const,
    ([region, narrowed], _, onCleanup) => {
      view.value = EMPTY_VIEW;
      if (region === null) return;
      onCleanup(live.connection.watch(layer, region, (next) => (view.value = next), narrowed));
    },
    { immediate: true },
  );
  return {
    replica: computed(() => view.value.replica),
    agesTo: computed(() => (view.value.replica ? Math.max(view.value.replica.asOf, live.slowAsOf) : 0)),
    moment: computed(() => shownMoment(view.value, live.status)),
    freshness: computed(() => freshnessOf(view.value, live.status, live.serverNow)),
  };
}
