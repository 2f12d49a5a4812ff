import { instant, regionId, RegionTree, type Instant, type Region, type RegionId } from '@citybrain/domain';
import type { TicketItem } from '@citybrain/protocol';
import type { SentItem } from './send.ts';
import { schematicShibei } from './start-simulation.ts';
import type { SimulatedGeography } from './territory.ts';

/** For tests: the schematic Shibei, drawn once for each file. */
export const SHIBEI = schematicShibei();

/** For tests: a city of two grids without shapes and without the level of streets. */
export function tinyGeography(): SimulatedGeography {
  const region = (code: string, level: Region['level'], parentId: RegionId | null): Region => ({
    ...{ id: regionId('tiny', code), codeSystem: 'tiny', code, name: `Place ${code}`, level, parentId },
    ...{ validFrom: null, validTo: null, labelPoint: [120.3, 36.1] },
  });
  const root = region('T', 'city', null);
  const tree = new RegionTree([root, region('T1', 'district', root.id), region('T2', 'district', root.id)]);
  return { tree, shapes: new Map() };
}

/** For tests: an instant by its Shanghai clock. */
export const shanghai = (text: string): Instant => instant(Date.parse(`${text}+08:00`));

/** For tests: the items sent before `end`. */
export function takeUntil(items: Iterable<SentItem>, end: Instant): SentItem[] {
  const taken: SentItem[] = [];
  for (const sent of items) {
    if (sent.sendAt >= end) break;
    taken.push(sent);
  }
  return taken;
}

/** For tests: an instant as any of the sources writes it. */
export const readTime = (text: string): number => Date.parse(/(Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}+08:00`);

/** For tests: the well-formed tickets among `sent`. */
export const cleanTickets = (sent: readonly SentItem[]): TicketItem[] =>
  sent.flatMap(({ kind, dirt, item }) => (kind === 'ticket' && dirt === null ? [item as TicketItem] : []));
