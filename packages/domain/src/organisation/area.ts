import type { Brand } from '../brand.ts';
import type { RegionId } from '../region.ts';
import type { Dated } from './in-force.ts';

export type AreaId = Brand<string, 'AreaId'>;

/** 片区: a grouping over streets, as for contests between them. Not a level of the territory. */
export interface Area extends Dated {
  readonly id: AreaId;
  readonly name: string;
  /** Streets. */
  readonly regionIds: readonly RegionId[];
}
