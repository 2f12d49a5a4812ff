import { DAY_MS, instant, type RegionId, type Ticket, type TicketId } from '@citybrain/domain';
import { expect, it } from 'vitest';
import { RepeatCounts } from './repeat-counts.ts';
import type { HeldTicket } from './view.ts';

const NOW = instant(100 * DAY_MS);
const held = (
  id: string,
  daysAgo: number,
  given: { category?: string; region?: number; status?: string } = {},
): HeldTicket => ({
  id: id as TicketId,
  ticket: {
    status: given.status ?? 'reported',
    reportedAt: instant(NOW - daysAgo * DAY_MS),
    facts: { category: given.category ?? 'E0110', place: { regionId: 'r' as RegionId, point: null, source: 'code' } },
  } as unknown as Ticket,
  regionIndex: given.region ?? 3,
});

it('counts like matters of one place within 30 days, itself included', () => {
  const counts = new RepeatCounts();
  const all = [
    held('a', 1),
    held('b', 29),
    held('c', 31),
    held('d', 2, { region: 4 }),
    held('e', 2, { category: 'E0111' }),
  ];
  for (const one of all) counts.put(one, undefined);
  expect(counts.of(held('a', 1), NOW)).toBe(2);
});

it('moves a ticket that is placed or called otherwise, and drops one that is merged', () => {
  const counts = new RepeatCounts();
  counts.put(held('a', 1), undefined);
  counts.put(held('b', 1), undefined);
  counts.put(held('b', 1, { region: 9 }), held('b', 1));
  expect(counts.of(held('a', 1), NOW)).toBe(1);
  counts.put(held('b', 1), held('b', 1, { region: 9 }));
  counts.put(held('b', 1, { status: 'merged' }), held('b', 1));
  expect(counts.of(held('a', 1), NOW)).toBe(1);
});

it('lets go of what no window holds any more', () => {
  const counts = new RepeatCounts();
  counts.put(held('a', 1), undefined);
  counts.forget(instant(NOW + 40 * DAY_MS));
  expect(counts.of(held('a', 1), NOW)).toBe(0);
});
