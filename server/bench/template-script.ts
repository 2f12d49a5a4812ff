import type { Instant, Place, TicketFacts } from '@citybrain/domain';
import type { TicketItem } from '@citybrain/protocol';
import { parseTime } from '../src/feeds/parse-time.ts';
import type { Draw } from './seeded.ts';
import { ZONE, type Neighbourhood, type TemplateWorld } from './template-world.ts';

/** Stands for the id that the source gave. */
export const SOURCE_ID = 'template-source-id';
export const SOURCE = 'bench';
export const FEED = `feed:${SOURCE}`;

/** Of one template: what it is about, and how it is to live. */
export interface ScriptOptions {
  readonly world: TemplateWorld;
  readonly at: Neighbourhood;
  readonly item: TicketItem;
  readonly draw: Draw;
  readonly startsAt: Instant;
  /** It lives until then, if it does not end before. */
  readonly until: Instant;
  /** How much longer everything takes than usual. */
  readonly slowness: number;
}

export function factsOf({ item, at }: Pick<ScriptOptions, 'item' | 'at'>): TicketFacts {
  const [lon = 0, lat = 0] = (at.points[0] ?? '').split(',').map(Number);
  const place: Place = { regionId: at.grid, point: [lon, lat], source: 'point' };
  return {
    ...{ title: item.title, text: item.text ?? null, category: item.category ?? null, place },
    ...{ demandKind: item.demandKind ?? null, disposition: item.disposition ?? null, priority: item.priority ?? null },
    ...{ channel: item.channel ?? null, address: null, unit: item.unit ?? null, labels: {} },
    dueAt: item.dueAt ? parseTime(item.dueAt, ZONE) : null,
  };
}
