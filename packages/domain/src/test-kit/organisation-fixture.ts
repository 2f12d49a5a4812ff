import type { CivilDate } from '../instant.ts';
import type { Area } from '../organisation/area.ts';
import type { Duty, DutyId } from '../organisation/duty.ts';
import type { Member, MemberId } from '../organisation/member.ts';
import type { OrganisationParts } from '../organisation/organisation-parts.ts';
import type { PartyRole } from '../organisation/party-role.ts';
import { axisOfKind, type Unit, type UnitId, type UnitKind } from '../organisation/unit.ts';
import { RegionTree } from '../region-tree.ts';
import { regionId, type Region, type RegionId } from '../region.ts';

export const day = (text: string): CivilDate => text as CivilDate;
export const TODAY = day('2026-06-25');
const ALWAYS = { validFrom: null, validTo: null } as const;

export const DISTRICT = regionId('nbs', '370203');
export const STREET = regionId('nbs', '370203005');
export const OTHER_STREET = regionId('nbs', '370203008');
export const COMMUNITY = regionId('nbs', '370203005001');
export const GRID = regionId('nbs', '370203005001001');
/** Narrowest first, as `RegionTree.pathUp` says it. */
export const GRID_PATH: readonly RegionId[] = [GRID, COMMUNITY, STREET, DISTRICT];

const region = (id: RegionId, level: Region['level'], parentId: RegionId | null): Region => ({
  ...{ id, codeSystem: 'nbs', code: id.slice(4), name: `${level} ${id.slice(4)}`, level, parentId },
  ...{ ...ALWAYS, labelPoint: null },
});

export const REGIONS = new RegionTree([
  region(DISTRICT, 'district', null),
  region(STREET, 'street', DISTRICT),
  region(OTHER_STREET, 'street', DISTRICT),
  region(COMMUNITY, 'community', STREET),
  region(GRID, 'grid', COMMUNITY),
]);

export const unitId = (id: string): UnitId => id as UnitId;

export const unit = (id: string, kind: UnitKind, given: Partial<Unit> = {}): Unit => ({
  ...{ id: unitId(id), name: `unit ${id}`, shortName: null, kind, axis: axisOfKind(kind), parentId: null },
  ...{ regionId: null, ...ALWAYS, ...given },
});

export const member = (id: string, given: Partial<Member> & Pick<Member, 'unitId' | 'post'>): Member => ({
  ...{ id: id as MemberId, person: `person ${id}`, account: id, ...ALWAYS, ...given },
});

export const duty = (id: string, given: Partial<Duty> & Pick<Duty, 'category' | 'leadUnitId'>): Duty => ({
  ...{ id: id as DutyId, regionId: null, disposition: null, helperUnitIds: [], note: null, ...ALWAYS, ...given },
});

export const CENTRE = unit('centre', 'centre', { parentId: unitId('leaders') });
export const LEADERS = unit('leaders', 'leader-office');
export const SANITATION = unit('sanitation', 'department');
export const POLICE = unit('police', 'department');
export const BRANCH = unit('sanitation-005', 'department', { parentId: SANITATION.id, regionId: STREET });
export const STREET_UNIT = unit('street-005', 'street', { parentId: CENTRE.id, regionId: STREET });
export const OTHER_STREET_UNIT = unit('street-008', 'street', { parentId: CENTRE.id, regionId: OTHER_STREET });
export const COMMUNITY_UNIT = unit('community-001', 'community', { parentId: STREET_UNIT.id, regionId: COMMUNITY });
export const GRID_UNIT = unit('grid-001', 'grid', { parentId: COMMUNITY_UNIT.id, regionId: GRID });

const area: Area = { id: 'area-1' as Area['id'], name: '片区一', regionIds: [STREET, OTHER_STREET], ...ALWAYS };
const committee: PartyRole = {
  ...{ id: 'party-1' as PartyRole['id'], nodeId: DISTRICT, role: 'district-committee', name: '区委' },
  ...{ contact: null, parentId: null },
};

/** A district with two streets, a community, a grid, two departments and a branch; some duties and posts. */
export const PARTS: OrganisationParts = {
  units: [
    ...[CENTRE, LEADERS, SANITATION, POLICE, BRANCH],
    ...[STREET_UNIT, OTHER_STREET_UNIT, COMMUNITY_UNIT, GRID_UNIT],
  ],
  members: [
    member('zhang', { unitId: GRID_UNIT.id, post: 'grid-worker' }),
    member('li', { unitId: STREET_UNIT.id, post: 'dispatcher', account: 'Li' }),
    member('wang', { unitId: CENTRE.id, post: 'inspector', account: null }),
  ],
  duties: [
    duty('d1', { category: 'E01', leadUnitId: SANITATION.id, helperUnitIds: [POLICE.id] }),
    duty('d2', { category: 'H05', leadUnitId: POLICE.id }),
    duty('d3', { category: 'E0136', regionId: COMMUNITY, disposition: 'immediate', leadUnitId: COMMUNITY_UNIT.id }),
  ],
  areas: [area],
  partyRoles: [
    committee,
    {
      ...committee,
      id: 'party-2' as PartyRole['id'],
      nodeId: '海伦小区3号楼',
      role: 'building-group',
      parentId: committee.id,
    },
  ],
};
