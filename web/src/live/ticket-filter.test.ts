import { instant, type RegionId } from '@citybrain/domain';
import { describe, expect, test } from 'vitest';
import { countBehind, passesFilter, readTicketFilter, writeTicketFilter, type LiveFilter } from './ticket-filter.ts';
import { sampleRow } from './test-kit/sample-row.ts';
import type { MatterRow, Measures, TicketRow } from './words.ts';

const row = (change: Partial<TicketRow>): TicketRow =>
  sampleRow({ category: 'E0110', disposition: 'fast', dueAt: instant(100), ...change });

describe('the tickets behind a number', () => {
  test.each([
    'open',
    'overdue',
    'awaitingCheck',
    'category:E01',
    'category:',
    'disposition:top-level',
    'category:a:b',
    'unplaced',
    'band:two-hours',
    'matter:E01@nbs:370203005000',
    'matter:@nbs:1',
    'breached:hour:167',
    'spot:120.355,36.09',
    'breached:day:1795806181472',
  ])('%s goes into an address and comes back', (text) => {
    const filter = readTicketFilter(text);
    expect(filter && writeTicketFilter(filter)).toBe(text);
  });

  test('anything else is no filter', () => {
    expect(
      [
        null,
        '',
        'late',
        'unit:x',
        'open:x',
        'band:',
        'matter:E01',
        'breached:hour',
        'breached:day:x',
        'spot:1',
        'spot:a,b',
      ].map(readTicketFilter),
    ).toEqual(Array.from({ length: 11 }, () => null));
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
      ...{ open: 9, overdue: 4, awaitingCheck: 3, unplacedWithin: 6, timeLeft: [1, 2, 3, 4, 5] },
      categories: [{ category: 'E01', open: 5, today: 0 }],
      dispositions: [{ disposition: null, open: 2, today: 0 }],
    } as unknown as Measures;
    const matters = { id: 'x', cells: [{ category: 'E01', open: 9, late: 7 }] } as unknown as MatterRow;
    const counts = [
      'open',
      'overdue',
      'awaitingCheck',
      'category:E01',
      'category:E02',
      'disposition:',
      'unplaced',
      'band:day',
      'matter:E01@x',
    ].map((text) => countBehind(measures, (readTicketFilter(text) ?? { kind: 'open' }) as LiveFilter, matters));
    expect(counts).toEqual([9, 4, 3, 5, 0, 2, 6, 2, 7]);
  });

  test('overdue goes by the as-of, dispositions by their word', () => {
    expect(passesFilter(row({}), { kind: 'overdue' }, 101)).toBe(true);
    expect(passesFilter(row({}), { kind: 'overdue' }, 100)).toBe(false);
    expect(passesFilter(row({ disposition: null }), { kind: 'disposition', word: '' }, 0)).toBe(true);
    expect(passesFilter(row({}), { kind: 'disposition', word: 'fast' }, 0)).toBe(true);
  });

  test('a band goes by the as-of, a matter by its group and what is late', () => {
    const hour = 3_600_000;
    const due = row({ dueAt: instant(10 * hour) });
    expect(passesFilter(due, { kind: 'band', band: 'four-hours' }, 7 * hour)).toBe(true);
    expect(passesFilter(due, { kind: 'band', band: 'four-hours' }, 8 * hour + 1)).toBe(false);
    expect(passesFilter({ ...due, status: 'disposed' }, { kind: 'band', band: 'four-hours' }, 7 * hour)).toBe(false);
    const matter = { kind: 'matter', word: 'E01', region: 'x' as RegionId } as const;
    expect(passesFilter(due, matter, 11 * hour)).toBe(true);
    expect(passesFilter(due, matter, 10 * hour)).toBe(false);
    expect(passesFilter({ ...due, category: 'E0201' }, matter, 11 * hour)).toBe(false);
  });
});
