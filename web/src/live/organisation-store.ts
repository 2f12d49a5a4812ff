import type { Actor, Disposition, RegionId, Unit, UnitId } from '@citybrain/domain';
import type { DutyQueryAnswer, OrganisationAnswer } from '@citybrain/protocol';
import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { rest } from './rest-client.ts';

/** Who owes an answer, and as what whoever is signed in may act today. */
export const useOrganisationStore = defineStore('organisation', () => {
  const organisation = shallowRef<OrganisationAnswer | null>(null);
  const units = computed(() => organisation.value?.units ?? []);
  const byId = computed(() => new Map(units.value.map((unit) => [unit.id, unit])));
  const actors = computed<readonly Actor[]>(() => organisation.value?.actsAs ?? []);
  /** Units for which the viewer acts. */
  const mine = computed<ReadonlySet<UnitId>>(
    () => new Set(actors.value.flatMap(({ unitId }) => (unitId === null ? [] : [unitId]))),
  );

  async function load(): Promise<void> {
    organisation.value = await rest<OrganisationAnswer>('GET', '/organisation');
  }

  const find = (id: UnitId | null): Unit | undefined => (id === null ? undefined : byId.value.get(id));

  return { organisation, units, actors, mine, load, find };
});

/** Who leads such a matter by the duty lists, and why; throws RestProblem. */
export function fetchDuty(
  category: string | null,
  region: RegionId,
  disposition: Disposition | null,
): Promise<DutyQueryAnswer> {
  const query = new URLSearchParams({ region });
  if (category !== null) query.set('category', category);
  if (disposition !== null) query.set('disposition', disposition);
  return rest<DutyQueryAnswer>('GET', `/organisation/duty?${query.toString()}`);
}
