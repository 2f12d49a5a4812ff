import {
  axisOfKind,
  regionId,
  RegionTree,
  type Area,
  type AreaId,
  type Duty,
  type DutyId,
  type OrganisationParts,
  type PartyRole,
  type PartyRoleId,
  type PartyRoleKind,
  type Region,
  type Unit,
  type UnitId,
  type UnitKind,
} from '@citybrain/domain';
import { COMMUNITY_CATEGORIES, EXAMPLE_DEPARTMENTS } from './example-departments.ts';
import type { OrganisationSet } from './log/organisation-store.ts';
import type { StoredRegionSet } from './log/region-store.ts';

export const EXAMPLE_ORIGIN = '示例 · example';

const SHIBEI = regionId('nbs', '370203');
const ALWAYS = { validFrom: null, validTo: null } as const;
const CENTRE = 'centre' as UnitId;
const LEADERS = 'leader-office' as UnitId;
const AREA_NUMERALS = ['一', '二', '三', '四'] as const;

/**
 * The organisation of a first start: a unit for each street, community and grid of
 * the regions, departments with what they usually lead, four areas and a few party
 * roles. An example that says so; nobody holds a post in it.
 */
export function exampleOrganisation({
  regions,
  version,
}: Pick<StoredRegionSet, 'regions' | 'version'>): OrganisationSet {
  const tree = new RegionTree(regions);
  const parts: OrganisationParts = {
    units: [...topUnits(tree), ...departments(), ...territoryUnits(tree)],
    members: [],
    duties: [...departmentDuties(), ...communityDuties(tree)],
    areas: areas(tree),
    partyRoles: partyRoles(tree),
  };
  return { parts, origin: EXAMPLE_ORIGIN, isExample: true, regionsVersion: version };
}

const unitOf = (id: UnitId, kind: UnitKind, name: string, given: Partial<Unit>): Unit => ({
  ...{ id, name, shortName: null, kind, axis: axisOfKind(kind), parentId: null, regionId: null, ...ALWAYS, ...given },
});

function topUnits(tree: RegionTree): Unit[] {
  const shibei = tree.find(SHIBEI);
  const root = tree.regions[tree.roots[0] ?? -1];
  const regionOfCentre = shibei?.id ?? (tree.roots.length === 1 ? (root?.id ?? null) : null);
  return [
    unitOf(LEADERS, 'leader-office', '领导（示例）', {}),
    unitOf(CENTRE, 'centre', shibei ? '市北区党建引领基层治理推进中心' : '治理推进中心（示例）', {
      ...{ shortName: '推进中心', parentId: LEADERS, regionId: regionOfCentre },
    }),
  ];
}

const departmentId = (key: string): UnitId => `department:${key}` as UnitId;

const departments = (): Unit[] =>
  EXAMPLE_DEPARTMENTS.map(({ key, name, shortName }) =>
    unitOf(departmentId(key), 'department', `${name}（示例）`, { shortName }),
  );

const departmentDuties = (): Duty[] =>
  EXAMPLE_DEPARTMENTS.flatMap(({ key, leads }) =>
    leads.map(({ category, disposition = null, helpers = [] }) => ({
      ...{ id: `duty:${category}` as DutyId, category, regionId: null, disposition },
      ...{ leadUnitId: departmentId(key), helperUnitIds: helpers.map(departmentId), note: '示例', ...ALWAYS },
    })),
  );

const isTerritory = (level: Region['level']): level is 'street' | 'community' | 'grid' =>
  level === 'street' || level === 'community' || level === 'grid';

const territoryId = (region: Region): UnitId => `${region.level}:${region.id}` as UnitId;

/** One for each region, below that of the nearest region above which has one, else below the centre. */
const territoryUnits = (tree: RegionTree): Unit[] =>
  tree.regions.flatMap((region, index) => {
    if (!isTerritory(region.level)) return [];
    const above = tree
      .pathUp(index)
      .slice(1)
      .map((at) => tree.at(at));
    const parent = above.find(({ level }) => isTerritory(level));
    const parentId = parent ? territoryId(parent) : CENTRE;
    return [unitOf(territoryId(region), region.level, region.name, { parentId, regionId: region.id })];
  });

const communityDuties = (tree: RegionTree): Duty[] =>
  tree.regions
    .filter(({ level }) => level === 'community')
    .flatMap((region) =>
      COMMUNITY_CATEGORIES.map((category) => ({
        ...{ id: `duty:${category}:${region.id}` as DutyId, category, regionId: region.id, disposition: 'immediate' },
        ...{ leadUnitId: territoryId(region), helperUnitIds: [], note: '示例', ...ALWAYS },
      } as const)),
    ); // prettier-ignore

/** The streets in four parts, in the order of their codes: which the real ones are is not known. */
function areas(tree: RegionTree): Area[] {
  const streets = tree.regions.filter(({ level }) => level === 'street').map(({ id }) => id);
  if (streets.length < AREA_NUMERALS.length) return [];
  return AREA_NUMERALS.map((numeral, index) => ({
    id: `area:${index + 1}` as AreaId,
    name: `片区${numeral}（示例）`,
    regionIds: streets.slice(
      Math.round((index * streets.length) / AREA_NUMERALS.length),
      Math.round(((index + 1) * streets.length) / AREA_NUMERALS.length),
    ),
    ...ALWAYS,
  }));
}

const PARTY_NAMES: Partial<Record<Region['level'], readonly [PartyRoleKind, suffix: string]>> = {
  district: ['district-committee', '区委'],
  street: ['street-working-committee', '党工委'],
  community: ['community-committee', '党委'],
  grid: ['grid-branch', '党支部'],
};

/** One line of the axis, from the first district that has a street down to a household of its first grid. */
function partyRoles(tree: RegionTree): PartyRole[] {
  const district = tree.regions.findIndex(
    ({ level }, index) => level === 'district' && tree.childrenOf(index).length > 0,
  );
  const roles: PartyRole[] = [];
  const add = (nodeId: string, role: PartyRoleKind, name: string): void => {
    const parentId = roles.at(-1)?.id ?? null;
    roles.push({
      id: `party:${role}:1` as PartyRoleId,
      nodeId,
      role,
      name: `${name}（示例）`,
      contact: null,
      parentId,
    });
  };
  for (let index: number | undefined = district; index !== undefined && index >= 0; index = tree.childrenOf(index)[0]) {
    const region = tree.at(index);
    const named = PARTY_NAMES[region.level];
    if (!named) break;
    const [role, suffix] = named;
    add(region.id, role, role === 'district-committee' ? suffix : `${region.name}${suffix}`);
    if (region.level === 'grid') {
      add('示例楼院', 'building-group', '楼院党小组');
      add('示例楼院', 'member-household', '党员中心户');
    }
  }
  return roles;
}
