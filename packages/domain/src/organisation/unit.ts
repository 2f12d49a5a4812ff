import type { Brand } from '../brand.ts';
import type { RegionId, RegionLevel } from '../region.ts';
import type { Dated } from './in-force.ts';

export type UnitId = Brand<string, 'UnitId'>;

/** 推进中心、领导、部门、街道、社区、网格. */
export const UNIT_KINDS = ['centre', 'leader-office', 'department', 'street', 'community', 'grid'] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

/** 条 and 块: the two trees that cross. */
export const UNIT_AXES = ['territory', 'department'] as const;
export type UnitAxis = (typeof UNIT_AXES)[number];

/**
 * Who can owe an answer (责任单位). Parents stay on a unit's own axis; its region
 * is where the trees cross: a department's branch in a street has the department
 * as its parent and the street as its region.
 */
export interface Unit extends Dated {
  readonly id: UnitId;
  readonly name: string;
  readonly shortName: string | null;
  readonly kind: UnitKind;
  readonly axis: UnitAxis;
  readonly parentId: UnitId | null;
  /** Where it works; null: the whole city. */
  readonly regionId: RegionId | null;
}

/** A department is of the department axis, all others are of the territory. */
export const axisOfKind = (kind: UnitKind): UnitAxis => (kind === 'department' ? 'department' : 'territory');

/** The level of the region that a unit of the territory answers for; null: any, or none. */
export const levelOfKind = (kind: UnitKind): RegionLevel | null =>
  kind === 'street' || kind === 'community' || kind === 'grid' ? kind : null;
