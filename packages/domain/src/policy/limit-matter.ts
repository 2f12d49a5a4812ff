import type { DemandKind } from '../ticket.ts';

/** What a category leaves open and a statute asks: does it leak, or is it cold? */
export type MatterAspect = 'leak' | 'temperature';

/** What of a matter a statute goes by. */
export interface LimitMatter {
  readonly category: string;
  readonly demandKind: DemandKind | null;
  readonly aspect: MatterAspect | null;
}
