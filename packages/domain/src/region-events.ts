import type { Instant } from './instant.ts';
import type { RegionId } from './region.ts';

/** The region tree below `rootIds` was put in place; the regions themselves are master data beside the log. */
export interface RegionsReplaced {
  readonly type: 'RegionsReplaced';
  readonly typeVersion: 1;
  readonly happenedAt: Instant;
  readonly data: {
    readonly origin: string;
    readonly isSchematic: boolean;
    readonly rootIds: readonly RegionId[];
    readonly regionCount: number;
  };
}
