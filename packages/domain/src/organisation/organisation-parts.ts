import type { Area } from './area.ts';
import type { Duty } from './duty.ts';
import type { Member } from './member.ts';
import type { PartyRole } from './party-role.ts';
import type { Unit } from './unit.ts';

/** The five tables that an organisation is made of, each in the order in which it was written down. */
export interface OrganisationParts {
  readonly units: readonly Unit[];
  readonly members: readonly Member[];
  readonly duties: readonly Duty[];
  readonly areas: readonly Area[];
  readonly partyRoles: readonly PartyRole[];
}

export const ORGANISATION_TABLES = ['units', 'members', 'duties', 'areas', 'partyRoles'] as const;
export type OrganisationTable = (typeof ORGANISATION_TABLES)[number];

export const EMPTY_ORGANISATION: OrganisationParts = { units: [], members: [], duties: [], areas: [], partyRoles: [] };
