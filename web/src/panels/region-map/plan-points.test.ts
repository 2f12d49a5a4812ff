import { instant } from '@citybrain/domain';
import { expect, test } from 'vitest';
import { sampleRow } from '../../live/test-kit/sample-row.ts';
import type { TicketId, TicketRow } from '../../live/words.ts';
import { heatPoints, ticketPoints } from './plan-points.ts';

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

test('a dot opens its ticket, and the spot where several stand', () => {
  const opened = (rows: TicketRow[]) => ticketPoints(rows, 1_001, () => false).map(({ ticket: id }) => id);
  expect(opened([ticket('a')])).toEqual(['a']);
  expect(opened([ticket('a'), ticket('b', { dueAt: null })])).toEqual([undefined, undefined]);
});

test('the heat is of what is late or has less than four hours, the later the heavier', () => {
  const hour = 3_600_000;
  const at = (left: number) => ticket(String(left), { dueAt: instant(100 * hour + left) });
  const rows = [
    at(5 * hour),
    at(3 * hour),
    at(hour),
    at(-1),
    ticket('done', { status: 'disposed', dueAt: instant(0) }),
  ];
  expect(heatPoints(rows, instant(100 * hour), () => false).map(({ id, count }) => [id, count])).toEqual([
    [String(3 * hour), 0.35],
    [String(hour), 0.6],
    ['-1', 1],
  ]);
});
