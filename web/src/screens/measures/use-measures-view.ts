import { computed, type ComputedRef, type WritableComputedRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { useRegionsStore } from '../../live/regions-store.ts';
import type { RegionId } from '../../live/words.ts';
import { readPeriod, writePeriod, type ChosenPeriod } from '../../panels/measure-table/measure-period.ts';

export interface MeasuresView {
  /** Null until the regions are read. */
  readonly scope: ComputedRef<RegionId | null>;
  readonly period: WritableComputedRef<ChosenPeriod>;
  go(scope: RegionId): void;
}

/** What the page shows lies in its address, so that a reload keeps it and a link shares it. */
export function useMeasuresView(): MeasuresView {
  const route = useRoute();
  const router = useRouter();
  const regions = useRegionsStore();

  const text = (key: string): string | null => {
    const value = route.query[key];
    return typeof value === 'string' ? value : null;
  };
  const replace = (change: Readonly<Record<string, string | null>>): void => {
    const query = Object.entries({ ...route.query, ...change }).filter(([, value]) => value !== null);
    void router.replace({ query: Object.fromEntries(query) });
  };

  return {
    scope: computed(() => {
      const asked = regions.atlas.find(text('scope') as RegionId | null);
      return (asked ?? regions.atlas.roots[0])?.id ?? null;
    }),
    period: computed({
      get: () => readPeriod(text),
      set: (period) => replace(writePeriod(period)),
    }),
    go: (scope) => replace({ scope }),
  };
}
