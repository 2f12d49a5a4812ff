import { instant, type Actor, type UnitId } from '@citybrain/domain';
import { describe, expect, test } from 'vitest';
import { sampleRow } from '../../live/test-kit/sample-row.ts';
import type { TicketRow } from '../../live/words.ts';
import {
  countDesk,
  countFilters,
  NO_FILTER,
  passesDeskFilter,
  readDeskFilter,
  writeDeskFilter,
  type DeskFilter,
} from './desk-filter.ts';

const HOUR = 3_600_000;
const unit = (id: string): UnitId => id as UnitId;
const actor = (kind: Actor['kind']): Actor => ({ kind, unitId: unit('u'), regionId: null });
const viewer = { mine: new Set([unit('u')]), actors: [actor('STR')] };
const passes = (row: Partial<TicketRow>, filter: Partial<DeskFilter>, asOf = 50 * HOUR): boolean =>
  passesDeskFilter(
    sampleRow({ status: 'handling', ...row }),
    { ...NO_FILTER, ...filter },
    { asOf, viewer, wordsOf: () => '道路破损' },
  );

describe('the filter of the queue', () => {
  test('goes into an address and comes back', () => {
    const filter: DeskFilter = {
      ...{ text: '延安路', stage: 'to-sign', unit: unit('u'), disposition: 'joint', priority: 'P1' },
      ...{ light: 'at-risk', isSupervised: true, isWaitingForMe: true },
    };
    const query = writeDeskFilter(filter);
    expect(readDeskFilter((key) => query[key] ?? null)).toEqual(filter);
    expect(Object.values(writeDeskFilter(NO_FILTER)).every((value) => value === null)).toBe(true);
    expect(readDeskFilter((key) => (key === 'stage' ? 'nowhere' : null))).toEqual(NO_FILTER);
    expect(countFilters(filter)).toBe(7);
  });

  test('finds every word in title, address, id or category, in upper or lower case', () => {
    const row = { title: 'Lamp out', address: '延安路 1 号' };
    expect(['lamp', 'LAMP 延安路', '道路', ' '].map((text) => passes(row, { text }))).toEqual([true, true, true, true]);
    expect(passes(row, { text: 'lamp 台东' })).toBe(false);
  });

  test('mine is what my units lead or owe something for', () => {
    expect(passes({ lead: unit('u') }, { unit: 'mine' })).toBe(true);
    expect(passes({ lead: unit('x'), also: [unit('u')] }, { unit: 'mine' })).toBe(true);
    expect(passes({ lead: unit('x') }, { unit: 'mine' })).toBe(false);
    expect(passes({ lead: unit('x') }, { unit: unit('x') })).toBe(true);
  });

  test('tells overdue from at risk', () => {
    const due = (hours: number, tier: TicketRow['tier'] = null) => ({ dueAt: instant(hours * HOUR), tier });
    expect(passes(due(49), { light: 'overdue' })).toBe(true);
    expect(passes(due(51), { light: 'at-risk' })).toBe(true);
    expect(passes(due(60), { light: 'at-risk' })).toBe(false);
    expect(passes(due(60, 'warned'), { light: 'at-risk' })).toBe(true);
    expect(passes(due(49), { light: 'at-risk' })).toBe(false);
  });

  test('a word that is asked for waits for those who may give it', () => {
    expect(passes({ pending: 'extension' }, { isWaitingForMe: true })).toBe(true);
    expect(passes({ pending: 'return' }, { isWaitingForMe: true })).toBe(false);
    expect(passes({ pending: null }, { isWaitingForMe: true })).toBe(false);
  });
});

test('the counts above the queue are those of its filters', () => {
  const rows = [
    sampleRow({ status: 'reported', dueAt: instant(HOUR) }),
    sampleRow({ status: 'handling', pending: 'extension', dueAt: instant(51 * HOUR) }),
    sampleRow({ status: 'disposed', dueAt: instant(HOUR) }),
  ];
  const counts = countDesk(rows, 50 * HOUR, viewer);
  expect(counts).toMatchObject({ open: 3, overdue: 1, atRisk: 1, waitingForMe: 1 });
  expect(counts.stages).toMatchObject({ 'to-accept': 1, handling: 1, pending: 1, 'to-check': 1, suspended: 0 });
});
