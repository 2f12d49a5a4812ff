import { instant } from '@citybrain/domain';
import { expect, test } from 'vitest';
import { sampleRow } from '../../live/test-kit/sample-row.ts';
import type { TicketId, TicketRow } from '../../live/words.ts';
import { ticketPoints } from './plan-points.ts';

const GATE = [120.37, 36.09] as const;
const ticket = (id: string, change: Partial<TicketRow> = {}): TicketRow =>
  sampleRow({ id: id as TicketId, point: GATE, dueAt: instant(1_000), ...change });
const dots = (rows: TicketRow[], asOf = 500, isVague = (_: TicketRow) => false) =>
  ticketPoints(rows, asOf, isVague).map(({ tone, count }) => [tone, count]);

test('a ticket is one dot in the tone of its state', () => {
  expect(dots([ticket('a')])).toEqual([['normal', 1]]);
  expect(dots([ticket('a')], 1_001)).toEqual([['wrong', 1]]);
  expect(dots([ticket('a', { status: 'disposed' })], 1_001)).toEqual([['quiet', 1]]);
});

test('those on one spot are one dot that says how many, and the late ones lie on top', () => {
  const rows = [ticket('a'), ticket('b', { dueAt: null }), ticket('c')];
  expect(dots(rows, 1_001)).toEqual([
    ['normal', 3],
    ['wrong', 2],
  ]);
});

test('what has no point, or none that says where it is, is not drawn', () => {
  expect(dots([ticket('a')], 500, () => true)).toEqual([]);
  expect(dots([ticket('a', { point: null })])).toEqual([]);
});
