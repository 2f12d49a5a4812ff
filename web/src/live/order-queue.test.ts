import { instant, type Instant } from '@citybrain/domain';
import { expect, test } from 'vitest';
import { isLate } from './is-late.ts';
import type { TicketId, TicketRow } from './words.ts';
import { orderQueue } from './order-queue.ts';

const at = (time: number | null): Instant | null => (time === null ? null : instant(time));
const row = (id: string, status: TicketRow['status'], dueAt: number | null, reportedAt = 0) => ({
  id: id as TicketId,
  status,
  dueAt: at(dueAt),
  reportedAt: instant(reportedAt),
  flags: [] as TicketRow['flags'],
});

test('the longest overdue first, then by target, then one that is doubted, then without one, then what waits for its check', () => {
  const rows = [
    row('checked', 'disposed', 1),
    row('untargeted', 'reported', null),
    row('soon', 'reported', 200),
    { ...row('doubted', 'reported', 1), flags: ['due-before-report' as const] },
    row('late', 'reported', 50),
    row('later', 'reported', 10),
  ];
  expect(orderQueue(rows).map(({ id }) => id)).toEqual(['later', 'late', 'soon', 'doubted', 'untargeted', 'checked']);
});

test('a ticket is overdue once its target has passed, unless it is disposed', () => {
  expect(isLate(row('a', 'reported', 99), 100)).toBe(true);
  expect(isLate(row('a', 'reported', 100), 100)).toBe(false);
  expect(isLate(row('a', 'disposed', 1), 100)).toBe(false);
  expect(isLate(row('a', 'reported', null), 100)).toBe(false);
});
