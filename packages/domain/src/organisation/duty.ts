import type { Brand } from '../brand.ts';
import type { RegionId } from '../region.ts';
import type { Disposition } from '../ticket.ts';
import type { Dated } from './in-force.ts';
import type { UnitId } from './unit.ts';

export type DutyId = Brand<string, 'DutyId'>;

/**
 * A row of a duty list (权责清单): which unit leads matters of a category in a
 * place. A change is a further row with later dates, so that a matter keeps the
 * list of its day.
 */
export interface Duty extends Dated {
  readonly id: DutyId;
  /** A group `E01`, a category `E0110` or a hotline group `H02`. */
  readonly category: string;
  /** With all below it; null: everywhere. */
  readonly regionId: RegionId | null;
  /** null: whatever the disposition. */
  readonly disposition: Disposition | null;
  readonly leadUnitId: UnitId;
  readonly helperUnitIds: readonly UnitId[];
  /** Such as the paragraph it rests on. */
  readonly note: string | null;
}
