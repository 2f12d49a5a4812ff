import type { Brand } from '../brand.ts';
import type { RegionId } from '../region.ts';

export type PartyRoleId = Brand<string, 'PartyRoleId'>;

/** The power axis of the page, from the top (DOMAIN.md §1.1): 区委、街道党工委、社区党委、网格党支部、楼院党小组、党员中心户. */
export const PARTY_ROLES = [
  'district-committee',
  'street-working-committee',
  'community-committee',
  'grid-branch',
  'building-group',
  'member-household',
] as const;
export type PartyRoleKind = (typeof PARTY_ROLES)[number];

/** A party organisation as a role on a node of the territory; it owes no answers of its own. */
export interface PartyRole {
  readonly id: PartyRoleId;
  /** A region, or free text such as the name of a building (楼院), which is no region. */
  readonly nodeId: RegionId | string;
  readonly role: PartyRoleKind;
  readonly name: string;
  /** Personal, as a member's name is. */
  readonly contact: string | null;
  readonly parentId: PartyRoleId | null;
}
