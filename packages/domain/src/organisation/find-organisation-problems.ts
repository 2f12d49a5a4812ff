import { findCategory } from '../categories.ts';
import type { Region, RegionId } from '../region.ts';
import { findDutyOverlaps } from './find-duty-overlaps.ts';
import type { Dated } from './in-force.ts';
import type { OrganisationParts, OrganisationTable } from './organisation-parts.ts';
import type { OrganisationProblem, OrganisationProblemCode } from './organisation-problem.ts';
import { PARTY_ROLES, type PartyRole } from './party-role.ts';
import { axisOfKind, levelOfKind, type Unit, type UnitId } from './unit.ts';

/** The regions in force, as far as an organisation asks for them. */
export interface KnownRegions {
  find(id: RegionId): Region | undefined;
}

type Report = (code: OrganisationProblemCode, row: number, column: string, message: string) => void;

/**
 * Every reason why `parts` can't be put in force: table by table, in the order of
 * their rows. Empty: it is in order.
 */
export function findOrganisationProblems(parts: OrganisationParts, regions: KnownRegions): OrganisationProblem[] {
  const problems: OrganisationProblem[] = [];
  const on =
    (table: OrganisationTable): Report =>
    (code, row, column, message) =>
      problems.push({ code, table, row, column, message });
  const units = new Map(parts.units.map((unit) => [unit.id, unit]));
  const check: Checks = { parts, units, regions };
  checkUnits(check, on('units'));
  checkMembers(check, on('members'));
  checkDuties(check, on('duties'));
  checkAreas(check, on('areas'));
  checkPartyRoles(check, on('partyRoles'));
  return problems.sort((one, other) => tableOrder(one) - tableOrder(other) || one.row - other.row);
}

interface Checks {
  readonly parts: OrganisationParts;
  readonly units: ReadonlyMap<UnitId, Unit>;
  readonly regions: KnownRegions;
}

const TABLE_ORDER: readonly OrganisationTable[] = ['units', 'members', 'duties', 'areas', 'partyRoles'];
const tableOrder = ({ table }: OrganisationProblem): number => TABLE_ORDER.indexOf(table);

function checkUnits({ parts, units, regions }: Checks, report: Report): void {
  checkIds(parts.units, report);
  checkDates(parts.units, report);
  parts.units.forEach((unit, row) => {
    checkParent(unit, row, units, report);
    if (unit.axis !== axisOfKind(unit.kind)) {
      report('wrong-axis', row, 'axis', `a ${unit.kind} is of the axis ${axisOfKind(unit.kind)}: write that`);
    }
    const level = levelOfKind(unit.kind);
    if (level !== null && unit.regionId === null) {
      report('wrong-region', row, 'regionId', `a ${unit.kind} needs the region it answers for: write its id`);
    }
    if (unit.regionId === null) return;
    const region = regions.find(unit.regionId);
    if (!region) return reportRegion(unit.regionId, row, 'regionId', report);
    if (level !== null && region.level !== level) {
      const is = `${region.id} ${region.name} is a ${region.level}`;
      report('wrong-region', row, 'regionId', `${is}, the unit a ${unit.kind}: write the id of a ${level}`);
    }
  });
}

function checkParent(unit: Unit, row: number, units: Checks['units'], report: Report): void {
  if (unit.parentId === null) return;
  const parent = units.get(unit.parentId);
  if (!parent) {
    return report('unknown-parent', row, 'parentId', `there is no unit ${unit.parentId}: add it, or name another`);
  }
  if (axisOfKind(parent.kind) !== axisOfKind(unit.kind)) {
    const message = `${parent.id} is a ${parent.kind}: the parent of a ${unit.kind} is on its own axis`;
    report('wrong-axis', row, 'parentId', `${message}; where it works goes into regionId`);
  }
  const seen = new Set<UnitId>();
  for (let at: Unit | undefined = parent; at && !seen.has(at.id);) {
    if (at.id === unit.id) {
      return report('unit-cycle', row, 'parentId', `${unit.id} lies below itself: name a parent that is not below it`);
    }
    seen.add(at.id);
    at = at.parentId === null ? undefined : units.get(at.parentId);
  }
}

function checkMembers({ parts, units }: Checks, report: Report): void {
  checkIds(parts.members, report);
  checkDates(parts.members, report);
  parts.members.forEach(({ unitId }, row) => checkUnit(unitId, row, 'unitId', units, report));
}

function checkDuties({ parts, units, regions }: Checks, report: Report): void {
  checkIds(parts.duties, report);
  checkDates(parts.duties, report);
  parts.duties.forEach((duty, row) => {
    checkUnit(duty.leadUnitId, row, 'leadUnitId', units, report);
    if (!findCategory(duty.category)) {
      const message = `there is no category ${duty.category}: write a group such as E01 or H02, or a category such as E0110`;
      report('unknown-category', row, 'category', message);
    }
    if (duty.regionId !== null && !regions.find(duty.regionId)) {
      reportRegion(duty.regionId, row, 'regionId', report);
    }
    for (const helper of new Set(duty.helperUnitIds)) {
      checkUnit(helper, row, 'helperUnitIds', units, report);
      if (helper === duty.leadUnitId) {
        report('lead-helps', row, 'helperUnitIds', `${helper} leads already: take it out of the helpers`);
      }
    }
  });
  for (const { row, earlier } of findDutyOverlaps(parts.duties)) {
    const message = `for the same category, region and disposition ${earlier.id} holds on some of the same days: end one of them before the other begins`;
    report('overlapping-duties', row, 'validFrom', message);
  }
}

function checkAreas({ parts, regions }: Checks, report: Report): void {
  checkIds(parts.areas, report);
  checkDates(parts.areas, report);
  parts.areas.forEach(({ regionIds }, row) => {
    for (const id of new Set(regionIds)) {
      const region = regions.find(id);
      if (!region) reportRegion(id, row, 'regionIds', report);
      else if (region.level !== 'street') {
        report('wrong-region', row, 'regionIds', `${id} ${region.name} is a ${region.level}: an area groups streets`);
      }
    }
  });
}

function checkPartyRoles({ parts, regions }: Checks, report: Report): void {
  checkIds(parts.partyRoles, report);
  const roles = new Map(parts.partyRoles.map((role) => [role.id, role]));
  parts.partyRoles.forEach((role, row) => {
    // A building may be called anything; `nbs:37020…` can only be meant as a region.
    if (/^[a-z][a-z0-9-]*:\w+$/.test(role.nodeId) && !regions.find(role.nodeId as RegionId)) {
      reportRegion(role.nodeId, row, 'nodeId', report);
    }
    if (role.parentId === null) return;
    const parent = roles.get(role.parentId);
    if (!parent) {
      const message = `there is no party role ${role.parentId}: add it, or name another`;
      return report('unknown-parent', row, 'parentId', message);
    }
    if (rank(parent) >= rank(role)) {
      // Ranks that strictly descend also rule out cycles.
      const message = `${parent.id} is a ${parent.role}, which does not stand above a ${role.role}: name one that does`;
      report('role-order', row, 'parentId', message);
    }
  });
}

const rank = ({ role }: PartyRole): number => PARTY_ROLES.indexOf(role);

function checkIds(rows: readonly { readonly id: string }[], report: Report): void {
  const seen = new Set<string>();
  rows.forEach(({ id }, row) => {
    if (seen.has(id)) report('duplicate-id', row, 'id', `${id} occurs above already: give each row an id of its own`);
    seen.add(id);
  });
}

function checkDates(rows: readonly Dated[], report: Report): void {
  rows.forEach(({ validFrom, validTo }, row) => {
    if (validFrom === null || validTo === null || validFrom < validTo) return;
    const message = `${validTo} is not after ${validFrom}: validTo is the first day on which the row holds no more`;
    report('dates-reversed', row, 'validTo', message);
  });
}

function checkUnit(id: UnitId, row: number, column: string, units: Checks['units'], report: Report): void {
  if (!units.has(id))
    report('unknown-unit', row, column, `there is no unit ${id}: add it to the units, or name another`);
}

const reportRegion = (id: string, row: number, column: string, report: Report): void =>
  report('unknown-region', row, column, `there is no region ${id} in force: name another, or import the regions first`);
