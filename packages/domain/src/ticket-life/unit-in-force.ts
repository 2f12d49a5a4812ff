import { isInForce } from '../organisation/in-force.ts';
import type { Unit, UnitId, UnitKind } from '../organisation/unit.ts';
import type { Decision } from '../refusal.ts';
import { forbidden, type MoveAt } from './step-maker.ts';

/** The unit, when it is one of today's. */
export const unitInForce = ({ context, at }: Pick<MoveAt, 'context' | 'at'>, id: UnitId): Unit | undefined => {
  const unit = context.organisation.unit(id);
  return unit && isInForce(unit, context.calendar.dayAt(at).date) ? unit : undefined;
};

/** Those who sign, help and report in. */
const WORKING: ReadonlySet<UnitKind> = new Set(['community', 'street', 'department']);
export const isWorkingUnit = ({ kind }: Unit): boolean => WORKING.has(kind);

export const unknownUnit = (id: UnitId, rule: string): Decision<never> =>
  forbidden('unknown-unit', rule, `there is no unit ${id} in force: choose one of the organisation`);

export const notWorking = ({ name }: Unit, rule: string): Decision<never> =>
  forbidden('unknown-unit', rule, `${name} takes no part in handling: choose a community, a street or a department`);
