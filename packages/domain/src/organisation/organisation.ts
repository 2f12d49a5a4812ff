import { categoryGroupOf } from '../categories.ts';
import type { CivilDate } from '../instant.ts';
import type { RegionId } from '../region.ts';
import type { Area } from './area.ts';
import type { Duty } from './duty.ts';
import { isInForce } from './in-force.ts';
import type { Member } from './member.ts';
import type { OrganisationParts } from './organisation-parts.ts';
import type { PartyRole } from './party-role.ts';
import type { Unit, UnitId } from './unit.ts';

/**
 * An organisation with its indexes; never changes. Takes any parts, also with
 * problems (see `findOrganisationProblems`): what refers to nothing finds nothing,
 * and of rows with one id the last one counts. Lists keep the order of the parts.
 */
export class Organisation {
  readonly parts: OrganisationParts;
  readonly #units: ReadonlyMap<UnitId, Unit>;
  readonly #children: ReadonlyMap<UnitId | null, readonly Unit[]>;
  readonly #unitsByRegion: ReadonlyMap<RegionId | null, readonly Unit[]>;
  readonly #membersByAccount: ReadonlyMap<string, readonly Member[]>;
  readonly #membersByUnit: ReadonlyMap<UnitId, readonly Member[]>;
  readonly #dutiesByCategory: ReadonlyMap<string, readonly Duty[]>;
  readonly #dutiesByLead: ReadonlyMap<UnitId, readonly Duty[]>;
  readonly #areasByRegion: ReadonlyMap<RegionId, readonly Area[]>;
  readonly #partyRolesByNode: ReadonlyMap<string, readonly PartyRole[]>;

  constructor(parts: OrganisationParts) {
    this.parts = parts;
    const { units, members, duties, areas, partyRoles } = parts;
    this.#units = new Map(units.map((unit) => [unit.id, unit]));
    this.#children = groupBy(units, ({ parentId }) => [parentId]);
    this.#unitsByRegion = groupBy(units, ({ regionId }) => [regionId]);
    this.#membersByAccount = groupBy(members, ({ account }) => (account === null ? [] : [account.toLowerCase()]));
    this.#membersByUnit = groupBy(members, ({ unitId }) => [unitId]);
    this.#dutiesByCategory = groupBy(duties, ({ category }) => [category]);
    this.#dutiesByLead = groupBy(duties, ({ leadUnitId }) => [leadUnitId]);
    this.#areasByRegion = groupBy(areas, ({ regionIds }) => [...new Set(regionIds)]);
    this.#partyRolesByNode = groupBy(partyRoles, ({ nodeId }) => [nodeId]);
  }

  unit(id: UnitId): Unit | undefined {
    return this.#units.get(id);
  }

  /** @param id null: the roots of both trees. */
  childrenOf(id: UnitId | null): readonly Unit[] {
    return this.#children.get(id) ?? [];
  }

  /** The unit itself first, then its parents up to the root of its axis; empty for an unknown one. */
  pathUp(id: UnitId): readonly Unit[] {
    const path: Unit[] = [];
    for (let unit = this.#units.get(id); unit && !path.includes(unit);) {
      path.push(unit);
      unit = unit.parentId === null ? undefined : this.#units.get(unit.parentId);
    }
    return path;
  }

  /** The units that work in exactly this region, of either axis; null: in the whole city. */
  unitsOfRegion(regionId: RegionId | null): readonly Unit[] {
    return this.#unitsByRegion.get(regionId) ?? [];
  }

  /** The posts of whoever signs in by this name, in upper or lower case, on that day. */
  membersOfAccount(account: string, on: CivilDate): readonly Member[] {
    return (this.#membersByAccount.get(account.toLowerCase()) ?? []).filter((member) => isInForce(member, on));
  }

  membersOfUnit(id: UnitId, on: CivilDate): readonly Member[] {
    return (this.#membersByUnit.get(id) ?? []).filter((member) => isInForce(member, on));
  }

  /** The rows in force for the category itself or the group that it belongs to, for any place. */
  dutiesOfCategory(category: string, on: CivilDate): readonly Duty[] {
    return [...new Set([category, categoryGroupOf(category)])]
      .flatMap((code) => this.#dutiesByCategory.get(code) ?? [])
      .filter((duty) => isInForce(duty, on));
  }

  /** The unit's own list on that day. */
  dutiesLedBy(id: UnitId, on: CivilDate): readonly Duty[] {
    return (this.#dutiesByLead.get(id) ?? []).filter((duty) => isInForce(duty, on));
  }

  areasOf(regionId: RegionId, on: CivilDate): readonly Area[] {
    return (this.#areasByRegion.get(regionId) ?? []).filter((area) => isInForce(area, on));
  }

  partyRolesOf(nodeId: string): readonly PartyRole[] {
    return this.#partyRolesByNode.get(nodeId) ?? [];
  }
}

function groupBy<Key, Row>(rows: readonly Row[], keysOf: (row: Row) => readonly Key[]): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    for (const key of keysOf(row)) {
      const group = groups.get(key);
      if (group) group.push(row);
      else groups.set(key, [row]);
    }
  }
  return groups;
}
