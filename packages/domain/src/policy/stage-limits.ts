import type { Limit } from '../limit.ts';
import { legalDays, minutes, workingHours } from './limit-makers.ts';

/**
 * How long the steps between the units' own may take, whatever the table of dispositions says.
 * Acceptance, dispatch, field task and check follow the case standard (DOMAIN.md §2.4), which
 * runs them round the clock; each other line names its anchor. Hours without a mode of their own
 * accrue in working slots, as in the table of DOMAIN.md §9.3.
 */
export const STAGE_LIMITS = {
  /** From the report to the acceptance. */
  accept: minutes(15),
  /** From the registration to the dispatch. */
  dispatch: minutes(15),
  /** A grid worker verifies before the registration (核实). */
  fieldTask: minutes(30),
  /** A grid worker checks after the disposal (核查): a field task too. */
  check: minutes(30),
  /** A community or street asks to give a ticket back (DOMAIN.md §9.4). */
  returnByTerritory: workingHours(4),
  /** A department does: 山东省政务服务热线管理办法. */
  returnByDepartment: legalDays(2),
  /** The centre judges a return, as fast as it names a unit in an unclear case. */
  judgeReturn: workingHours(4),
  /** A unit that was whistled for is on the spot, P1 and P2 (DOMAIN.md §9.4). */
  reportInUrgent: minutes(30),
  /** The same, P3 and P4. */
  reportIn: legalDays(1),
  /** The centre names a unit where the duty lists leave it open (DOMAIN.md §9.5). */
  designate: workingHours(4),
} as const satisfies Readonly<Record<string, Limit>>;

export type Stage = keyof typeof STAGE_LIMITS;
