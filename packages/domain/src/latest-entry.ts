import type { Instant } from './instant.ts';
import type { RegionId } from './region.ts';
import type { Disposition } from './ticket.ts';

/** One of the last things that happened to a ticket, station or incident. `id` is the log sequence. */
export interface LatestEntry {
  readonly id: number;
  readonly type: string;
  readonly happenedAt: Instant;
  readonly recordedAt: Instant;
  readonly subjectId: string;
  readonly title: string | null;
  readonly category: string | null;
  readonly disposition: Disposition | null;
  readonly regionId: RegionId | null;
}
