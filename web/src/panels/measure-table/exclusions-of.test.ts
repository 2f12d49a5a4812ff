import { instant, noCounts, readMeasure, type TicketId } from '@citybrain/domain';
import { describe, expect, test } from 'vitest';
import type { ExclusionRow } from '../../live/words.ts';
import { exclusionsOf } from './exclusions-of.ts';

const row = (ticket: string, reason: ExclusionRow['reason'], exempt: ExclusionRow['exempt'] = []): ExclusionRow => ({
  ...{ ticket: ticket as TicketId, reason, exempt, at: instant(0) },
  ...{ askedBy: null, approvedBy: [], why: null, code: null },
});
const rows = [
  row('a', 'exempted', ['disposedExempt']),
  row('b', 'exempted', ['disposedExempt', 'closedExempt']),
  row('c', 'cancelled'),
  row('d', 'suspended'),
];
const counts = { ...noCounts(), disposed: 30, disposedLate: 2, disposedExempt: 2, closed: 30, closedLate: 1 };

const named = (id: 'dispose_on_time' | 'close_on_time' | 'dispose', more = {}): unknown =>
  exclusionsOf(readMeasure(id, { ...counts, ...more }), rows).map(({ reason, count, rows: of }) => [
    ...[reason, count, of.map(({ ticket }) => ticket)],
  ]);

describe('the tickets that a measure leaves out', () => {
  test('an exemption is named where it excuses something', () => {
    expect(named('dispose_on_time', { cancelled: 1 })).toEqual([
      ['exempted', 2, ['a', 'b']],
      ['cancelled', 1, ['c']],
    ]);
    expect(named('close_on_time', { closedExempt: 1 })).toEqual([['exempted', 1, ['b']]]);
  });

  test('what nobody decided is counted and names nobody', () => {
    expect(named('dispose_on_time', { disposedExempt: 0, disposedUntimed: 4 })).toEqual([['untimed', 4, []]]);
  });

  test('a measure that excuses nobody names no exemption', () => {
    expect(named('dispose', { suspended: 1 })).toEqual([['suspended', 1, ['d']]]);
  });
});
