import { instant } from '@citybrain/domain';
import { describe, expect, test } from 'vitest';
import { countBehind, passesFilter, readTicketFilter, writeTicketFilter } from './ticket-filter.ts';
import { sampleRow } from './test-kit/sample-row.ts';
import type { Measures, TicketRow } from './words.ts';

const row = (change: Partial<TicketRow>): TicketRow =>
  sampleRow({ category: 'E0110', disposition: 'fast', dueAt: instant(100), ...change });

describe('the tickets behind a number', () => {
  test.each(['open', 'overdue', 'awaitingCheck', 'category:E01', 'category:', 'disposition:top-level', 'category:a:b'])(
    '%s goes into an address and comes back',
    (text) => {
      const filter = readTicketFilter(text);
      expect(filter && writeTicketFilter(filter)).toBe(text);
    },
  );

  test('anything else is no filter', () => {
    expect([null, '', 'late', 'unit:x'].map(readTicketFilter)).toEqual([null, null, null, null]);
  });

  test('a group holds its sub-categories, a word of the source only itself, and nothing those without', () => {
    const behind = (category: string | null, word: string) =>
      passesFilter(row({ category }), { kind: 'category', word }, 0);
    expect(behind('E0110', 'E01')).toBe(true);
    expect(behind('E0201', 'E01')).toBe(false);
    expect(behind('物业服务', '物业服务')).toBe(true);
    expect(behind(null, '')).toBe(true);
  });

  test('what awaits its check is disposed', () => {
    const statuses = (['reported', 'disposed'] as const).map((status) =>
      passesFilter(row({ status }), { kind: 'awaitingCheck' }, 0),
    );
    expect(statuses).toEqual([false, true]);
  });

  test('are as many as the measures count', () => {
    const measures = {
      ...{ open: 9, overdue: 4, awaitingCheck: 3 },
      categories: [{ category: 'E01', open: 5, today: 0 }],
      dispositions: [{ disposition: null, open: 2, today: 0 }],
    } as unknown as Measures;
    const counts = ['open', 'overdue', 'awaitingCheck', 'category:E01', 'category:E02', 'disposition:'].map((text) =>
      countBehind(measures, readTicketFilter(text) ?? { kind: 'open' }),
    );
    expect(counts).toEqual([9, 4, 3, 5, 0, 2]);
  });

  test('overdue goes by the as-of, dispositions by their word', () => {
    expect(passesFilter(row({}), { kind: 'overdue' }, 101)).toBe(true);
    expect(passesFilter(row({}), { kind: 'overdue' }, 100)).toBe(false);
    expect(passesFilter(row({ disposition: null }), { kind: 'disposition', word: '' }, 0)).toBe(true);
    expect(passesFilter(row({}), { kind: 'disposition', word: 'fast' }, 0)).toBe(true);
  });
});
