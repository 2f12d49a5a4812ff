import { instant, type Instant } from '@citybrain/domain';
import type { TicketItem } from '@citybrain/protocol';
import { drawMatter } from './matter.ts';
import { seedOf } from './random.ts';
import { Territory, type SimulatedGeography } from './territory.ts';
import { ticketItems } from './ticket-items.ts';

export interface TicketLoadOptions {
  readonly geography: SimulatedGeography;
  /** The reports are spread evenly over [from, to). */
  readonly from: Instant;
  readonly to: Instant;
}

/**
 * `count` reports of as many matters for load tests, in order of their report:
 * clean, each at a WGS84 point of its own. Equal arguments give equal items; ids
 * differ between seeds.
 */
export function* generateTickets(count: number, seed: number, options: TicketLoadOptions): Generator<TicketItem> {
  const { geography, from, to } = options;
  const territory = new Territory(geography, seed);
  const key = seedOf(seed, 'load').toString(36);
  for (let at = 0; at < count; at++) {
    const reportedAt = instant(from + ((to - from) * at) / count);
    const matter = drawMatter(seed, territory, { id: `${key}-load-${at + 1}`, reportedAt });
    yield* ticketItems(matter, matter.versions.slice(0, 1), 'point');
  }
}
