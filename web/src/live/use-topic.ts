import type { RegionId } from '@citybrain/domain';
import type { ReplicaOf, TopicView } from '@citybrain/live-client';
import type { TopicLayer } from '@citybrain/protocol';
import { computed, shallowRef, toValue, watch, type ComputedRef, type MaybeRefOrGetter, type ShallowRef } from 'vue';
import { freshnessOf, type Freshness } from './freshness.ts';
import { useLiveStore } from './live-store.ts';

export interface LiveTopic<Layer extends TopicLayer> {
  /** Replaced whole at a tick; null until the first answer. Never that of another scope. */
  readonly replica: ComputedRef<ReplicaOf<Layer> | null>;
  readonly freshness: ComputedRef<Freshness>;
  /** What ages are counted to; moves on in steps of ten seconds where nothing changes. 0 without a replica. */
  readonly agesTo: ComputedRef<number>;
}

/** Watches one layer of a scope for as long as the component lives; a null scope watches nothing. */
export function useTopic<Layer extends TopicLayer>(
  layer: Layer,
  scope: MaybeRefOrGetter<RegionId | null>,
): LiveTopic<Layer> {
  const live = useLiveStore();
  const nothing: TopicView<Layer> = { replica: null, heldSince: null, refusal: null };
  const view: ShallowRef<TopicView<Layer>> = shallowRef(nothing);
  watch(
    () => toValue(scope),
    (region, _, onCleanup) => {
      view.value = nothing;
      if (region === null) return;
      onCleanup(live.connection.watch(layer, region, (next) => (view.value = next)));
    },
    { immediate: true },
  );
  return {
    replica: computed(() => view.value.replica),
    agesTo: computed(() => (view.value.replica ? Math.max(view.value.replica.asOf, live.slowAsOf) : 0)),
    freshness: computed(() => freshnessOf(view.value, live.status, live.serverNow)),
  };
}
