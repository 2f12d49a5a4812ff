import type { CivilDate } from '../instant.ts';
import type { RegionId } from '../region.ts';
import type { Disposition } from '../ticket.ts';
import type { Duty } from './duty.ts';
import { isInForce } from './in-force.ts';
import type { Organisation } from './organisation.ts';
import type { Unit, UnitId } from './unit.ts';

/** A matter as far as the duty lists look at it. */
export interface DutyQuestion {
  /** A category, a group or a source's own word; null: not known yet. */
  readonly category: string | null;
  /** The regions of its place, narrowest first (`RegionTree.pathUp`); empty: unplaced. */
  readonly regionPath: readonly RegionId[];
  readonly disposition: Disposition | null;
  readonly on: CivilDate;
}

/** Who leads a matter, and why. */
export type DutyAnswer =
  | {
      readonly kind: 'duty';
      readonly unit: Unit;
      readonly duty: Duty;
      readonly helpers: readonly Unit[];
      readonly because: DutyReason;
    }
  /** 属地兜底: no list names the matter, so the street of its place leads (DOMAIN.md §9.5). */
  | { readonly kind: 'fallback'; readonly unit: Unit; readonly regionId: RegionId }
  /** No list and no street: the centre designates. */
  | { readonly kind: 'none' };

export interface DutyReason {
  readonly category: 'exact' | 'group';
  /** null: the row holds everywhere. */
  readonly regionId: RegionId | null;
  readonly disposition: 'exact' | 'any';
  /** How many rows fitted, this one among them. */
  readonly fitting: number;
}

/**
 * The duty of a matter. Of the rows in force that fit and whose unit is in force,
 * the most specific wins: its category before its group, then the deeper region,
 * then its disposition before any, then the newest `validFrom`, then the first id.
 */
export function resolveDuty(organisation: Organisation, question: DutyQuestion): DutyAnswer {
  const fitting = fittingDuties(organisation, question).sort(bySpecificity(question));
  const duty = fitting[0];
  const unit = duty && unitInForce(organisation, duty.leadUnitId, question.on);
  if (!duty || !unit) return fallbackOf(organisation, question);
  return {
    kind: 'duty',
    unit,
    duty,
    helpers: duty.helperUnitIds.flatMap((id) => unitInForce(organisation, id, question.on) ?? []),
    because: {
      category: duty.category === question.category ? 'exact' : 'group',
      regionId: duty.regionId,
      disposition: duty.disposition === null ? 'any' : 'exact',
      fitting: fitting.length,
    },
  };
}

/**
 * Whether a unit may lead a matter of this category and place, whatever the
 * disposition: it, or the department that it is a branch of, leads a row that
 * fits; or it is the street of the place. A community leads nothing but what
 * stands in its own list (DOMAIN.md §8.10).
 */
export function isInDutyList(
  organisation: Organisation,
  unitId: UnitId,
  matter: Pick<DutyQuestion, 'category' | 'regionPath' | 'on'>,
): boolean {
  const { category, regionPath, on } = matter;
  const unit = unitInForce(organisation, unitId, on);
  if (!unit) return false;
  if (unit.kind === 'street') return streetOf(organisation, matter)?.unit === unit || leads([unitId]);
  if (unit.kind !== 'department') return leads([unitId]);
  const worksThere = unit.regionId === null || regionPath.includes(unit.regionId);
  return leads(worksThere ? organisation.pathUp(unitId).map(({ id }) => id) : [unitId]);

  function leads(ids: readonly UnitId[]): boolean {
    if (category === null) return false;
    return organisation
      .dutiesOfCategory(category, on)
      .some((duty) => ids.includes(duty.leadUnitId) && fitsPlace(duty, regionPath));
  }
}

/** The street unit of a place on a day; undefined above the streets. */
export function streetOf(
  organisation: Organisation,
  { regionPath, on }: Pick<DutyQuestion, 'regionPath' | 'on'>,
): { readonly unit: Unit; readonly regionId: RegionId } | undefined {
  for (const regionId of regionPath) {
    const unit = organisation.unitsOfRegion(regionId).find((at) => at.kind === 'street' && isInForce(at, on));
    if (unit) return { unit, regionId };
  }
  return undefined;
}

function fallbackOf(organisation: Organisation, question: DutyQuestion): DutyAnswer {
  const street = streetOf(organisation, question);
  return street ? { kind: 'fallback', ...street } : { kind: 'none' };
}

const fittingDuties = (organisation: Organisation, { category, regionPath, disposition, on }: DutyQuestion): Duty[] =>
  category === null
    ? []
    : organisation
        .dutiesOfCategory(category, on)
        .filter(
          (duty) =>
            fitsPlace(duty, regionPath) &&
            (duty.disposition === null || duty.disposition === disposition) &&
            unitInForce(organisation, duty.leadUnitId, on) !== undefined,
        );

const fitsPlace = ({ regionId }: Duty, regionPath: readonly RegionId[]): boolean =>
  regionId === null || regionPath.includes(regionId);

/** Sorts the most specific first. */
function bySpecificity({ category, regionPath }: DutyQuestion): (one: Duty, other: Duty) => number {
  const breadth = ({ regionId }: Duty): number =>
    regionId === null ? regionPath.length : regionPath.indexOf(regionId);
  return (one, other) =>
    Number(other.category === category) - Number(one.category === category) ||
    breadth(one) - breadth(other) ||
    Number(other.disposition !== null) - Number(one.disposition !== null) ||
    compare(other.validFrom ?? '', one.validFrom ?? '') ||
    compare(one.id, other.id);
}

const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

const unitInForce = (organisation: Organisation, id: UnitId, on: CivilDate): Unit | undefined => {
  const unit = organisation.unit(id);
  return unit && isInForce(unit, on) ? unit : undefined;
};
