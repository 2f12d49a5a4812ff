import type { OrganisationParts, PartyRole, RegionId, Unit, UnitId } from '@citybrain/domain';

/** Whether the caller may see a region. */
type Sees = (regionId: RegionId) => boolean;

/**
 * What an organisation has to do with the regions that somebody sees: units there
 * and above them, departments of the whole city, and the duties, areas and party
 * roles that name nothing else.
 */
export function cutOrganisation(parts: OrganisationParts, sees: Sees): OrganisationParts {
  const units = unitsInSight(parts.units, sees);
  const ids = new Set(units.map(({ id }) => id));
  return {
    units: units.map((unit) =>
      unit.parentId !== null && !ids.has(unit.parentId) ? { ...unit, parentId: null } : unit,
    ),
    members: parts.members.filter(({ unitId }) => ids.has(unitId)),
    duties: parts.duties
      .filter(({ regionId, leadUnitId }) => (regionId === null || sees(regionId)) && ids.has(leadUnitId))
      .map((duty) => ({ ...duty, helperUnitIds: duty.helperUnitIds.filter((id) => ids.has(id)) })),
    areas: parts.areas
      .map((area) => ({ ...area, regionIds: area.regionIds.filter(sees) }))
      .filter(({ regionIds }) => regionIds.length > 0),
    partyRoles: partyRolesInSight(parts.partyRoles, sees),
  };
}

function unitsInSight(units: readonly Unit[], sees: Sees): readonly Unit[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const inSight = new Set<UnitId>();
  const addWithParents = (unit: Unit): void => {
    if (inSight.has(unit.id)) return;
    inSight.add(unit.id);
    const parent = unit.parentId === null ? undefined : byId.get(unit.parentId);
    if (parent) addWithParents(parent);
  };
  for (const unit of units) {
    const isOfAll = unit.regionId === null || unit.kind === 'centre' || unit.kind === 'leader-office';
    if (isOfAll || sees(unit.regionId)) addWithParents(unit);
  }
  return units.filter(({ id }) => inSight.has(id));
}

/** A building lies where the nearest party role above it does. */
function partyRolesInSight(roles: readonly PartyRole[], sees: Sees): PartyRole[] {
  const byId = new Map(roles.map((role) => [role.id, role]));
  const isInSight = (role: PartyRole, steps = 0): boolean => {
    if (sees(role.nodeId as RegionId)) return true;
    const parent = role.parentId === null ? undefined : byId.get(role.parentId);
    return !isRegion(role) && parent !== undefined && steps < roles.length && isInSight(parent, steps + 1);
  };
  const kept = roles.filter((role) => isInSight(role));
  const ids = new Set(kept.map(({ id }) => id));
  return kept.map((role) => (role.parentId !== null && !ids.has(role.parentId) ? { ...role, parentId: null } : role));
}

/** Only a building and a household stand on something that is no region. */
const isRegion = ({ role }: PartyRole): boolean => role !== 'building-group' && role !== 'member-household';
