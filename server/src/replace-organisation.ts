import { diffOrganisations, EMPTY_ORGANISATION, RegionTree, type Instant, type TableChange } from '@citybrain/domain';
import type { OrganisationStore } from './log/organisation-store.ts';
import type { RegionStore } from './log/region-store.ts';
import { Fault } from './observe/fault.ts';
import type { OrganisationTexts } from './organisation/organisation-files.ts';
import { readOrganisation } from './organisation/read-organisation.ts';
import type { OrganisationFileProblem } from './organisation/read-organisation-table.ts';

export interface OrganisationImport {
  readonly texts: OrganisationTexts;
  /** Where they come from, for the screens. */
  readonly origin: string;
  /** The version that they were made from; left out: whichever is in force. */
  readonly madeFrom?: number | undefined;
  readonly causedBy: string;
  readonly now: Instant;
}

export type OrganisationImportOutcome =
  | { readonly kind: 'replaced'; readonly version: number; readonly changes: readonly TableChange[] }
  /** It was in force already, and not as an example. */
  | { readonly kind: 'unchanged'; readonly version: number }
  | { readonly kind: 'refused'; readonly problems: readonly OrganisationFileProblem[] }
  /** Another one was put in force since `madeFrom`. */
  | { readonly kind: 'outdated'; readonly version: number };

/** Puts five CSV files in force as the organisation, all or nothing. */
export async function replaceOrganisation(
  stores: { readonly organisations: OrganisationStore; readonly regions: Pick<RegionStore, 'load'> },
  { texts, origin, madeFrom, causedBy, now }: OrganisationImport,
): Promise<OrganisationImportOutcome> {
  const regions = await stores.regions.load();
  if (!regions) throw new Error('no regions are stored');
  const reading = readOrganisation(texts, new RegionTree(regions.regions));
  if (!reading.ok) return { kind: 'refused', problems: reading.problems };
  const before = await stores.organisations.load();
  const version = before?.version ?? 0;
  if (madeFrom !== undefined && madeFrom !== version) return { kind: 'outdated', version };
  const changes = diffOrganisations(before?.parts ?? EMPTY_ORGANISATION, reading.parts);
  if (before && !before.isExample && changes.every(isNone)) return { kind: 'unchanged', version };
  const set = { parts: reading.parts, origin, isExample: false, regionsVersion: regions.version };
  try {
    await stores.organisations.replace(set, version, causedBy, now);
  } catch (error) {
    if (!(error instanceof Fault && error.code === 'LOG-101')) throw error;
    return { kind: 'outdated', version: await stores.organisations.version() };
  }
  return { kind: 'replaced', version: version + 1, changes };
}

const isNone = ({ added, changed, removed }: TableChange): boolean => added + changed + removed === 0;
