import type { Instant } from '@citybrain/domain';
import { exampleOrganisation } from './default-organisation.ts';
import type { OrganisationStore, StoredOrganisationSet } from './log/organisation-store.ts';
import type { StoredRegionSet } from './log/region-store.ts';
import { Fault } from './observe/fault.ts';

/** Another writer may be first between the look and the write. */
const ATTEMPTS = 5;

/**
 * The organisation in force; first made, as an example, where there is none or
 * where the example is of earlier regions. Several servers may do so at once.
 */
export async function ensureOrganisation(
  store: OrganisationStore,
  regions: StoredRegionSet,
  now: Instant,
): Promise<StoredOrganisationSet> {
  for (let attempt = 1; ; attempt += 1) {
    const stored = await store.load();
    if (stored && (!stored.isExample || stored.regionsVersion >= regions.version)) return stored;
    try {
      const cause = stored ? 'system:regions-replaced' : 'system:first-start';
      await store.replace(exampleOrganisation(regions), stored?.version ?? 0, cause, now);
    } catch (error) {
      const isConflict = error instanceof Fault && error.code === 'LOG-101';
      if (!isConflict || attempt >= ATTEMPTS) throw error;
    }
  }
}
