import { computed, type ComputedRef, type WritableComputedRef } from 'vue';
import { useRoute, useRouter, type LocationQueryRaw } from 'vue-router';
import { useRegionsStore } from '../../live/regions-store.ts';
import { readTicketFilter, writeTicketFilter, type TicketFilter } from '../../live/ticket-filter.ts';
import type { RegionId, TicketId } from '../../live/words.ts';
import { findScene, SCENES, type Scene } from './scenes.ts';
import {
  DEFAULT_LAYERS,
  MAP_MEASURES,
  POINT_LAYERS,
  type MapMeasure,
  type PointLayer,
} from '../../panels/region-map/map-choices.ts';

export interface WallView {
  readonly scene: ComputedRef<Scene>;
  /** The region shown: the one asked for, or the first that may be seen; null without any. */
  readonly scope: ComputedRef<RegionId | null>;
  readonly measure: WritableComputedRef<MapMeasure>;
  readonly layers: WritableComputedRef<readonly PointLayer[]>;
  readonly ticket: WritableComputedRef<TicketId | null>;
  /** The list that lies over the map, if any. */
  readonly list: WritableComputedRef<TicketFilter | null>;
  readonly canGoBack: ComputedRef<boolean>;
  /** How long each scene stays, in seconds; null: the wall stays on one. */
  readonly dwellSeconds: WritableComputedRef<number | null>;
  showScene(id: string): void;
  drill(region: RegionId): void;
  back(): void;
}

/**
 * What the wall shows lies in its address, and the way there in the browser's
 * history: a drill adds an entry, every other choice changes the present one. So
 * going back brings the level before with its choices, and a reload keeps all.
 */
export function useWallView(): WallView {
  const route = useRoute();
  const router = useRouter();
  const regions = useRegionsStore();

  const text = (key: string): string | null => {
    const value = route.query[key];
    return typeof value === 'string' ? value : null;
  };
  /** Empty words leave the address. */
  const queryWith = (change: Record<string, string | null>): LocationQueryRaw =>
    Object.fromEntries(Object.entries({ ...route.query, ...change }).filter(([, value]) => value !== null));
  const choose = (change: Record<string, string | null>): void => {
    void router.replace({ query: queryWith(change), state: { drills: drillsSoFar() } });
  };

  const scope = computed<RegionId | null>(() => {
    const asked = regions.atlas.find(text('scope') as RegionId | null);
    return (asked ?? regions.atlas.roots[0])?.id ?? null;
  });
  const parent = computed(() => regions.atlas.find(regions.atlas.find(scope.value)?.parentId ?? null));

  const scene = computed(() => findScene(text('scene')));

  return {
    scope,
    scene,
    measure: computed({
      get: () => MAP_MEASURES.find((known) => known === text('by')) ?? scene.value.measure,
      set: (measure) => choose({ by: measure === scene.value.measure ? null : measure }),
    }),
    layers: computed({
      get: () => {
        const chosen = text('layers')?.split(',');
        return chosen ? POINT_LAYERS.filter((layer) => chosen.includes(layer)) : DEFAULT_LAYERS;
      },
      set: (layers) => choose({ layers: layers.join() === DEFAULT_LAYERS.join() ? null : layers.join(',') }),
    }),
    ticket: computed({
      get: () => text('ticket') as TicketId | null,
      set: (ticket) => choose({ ticket }),
    }),
    list: computed({
      get: () => readTicketFilter(text('list')),
      set: (filter) => choose({ list: filter && writeTicketFilter(filter) }),
    }),
    canGoBack: computed(() => parent.value !== undefined || (route.fullPath !== '' && drillsSoFar() > 0)),
    dwellSeconds: computed({
      get: () => readDwell(text('rotate')),
      set: (seconds) => choose({ rotate: seconds === null ? null : String(seconds) }),
    }),
    showScene(id) {
      choose({ scene: id === SCENES[0].id ? null : id, by: null, list: null });
    },
    drill(region) {
      if (region === scope.value) return;
      void router.push({
        query: queryWith({ scope: region, ticket: null, list: null }),
        state: { drills: drillsSoFar() + 1 },
      });
    },
    back() {
      if (drillsSoFar() > 0) router.back();
      else if (parent.value) choose({ scope: parent.value.id, ticket: null, list: null });
    },
  };
}

const SHORTEST_DWELL_S = 5;
const LONGEST_DWELL_S = 3_600;

/** `60`; null for what is no length of stay. */
function readDwell(asked: string | null): number | null {
  const seconds = asked === null ? NaN : Number(asked);
  return Number.isFinite(seconds) ? Math.min(LONGEST_DWELL_S, Math.max(SHORTEST_DWELL_S, seconds)) : null;
}

/** How many entries of the history before this one belong to the wall. */
function drillsSoFar(): number {
  const state = history.state as { drills?: unknown } | null;
  return typeof state?.drills === 'number' ? state.drills : 0;
}
