import { describe, expect, it } from 'vitest';
import { boston311 } from './boston311.ts';
import type { MappedRow } from './row-mapping.ts';
import { ticketSteps } from './ticket-steps.ts';

const row = (fields: Readonly<Record<string, string>>): MappedRow => ({
  kind: 'ticket',
  id: '1',
  regionCode: 'roxbury',
  codeSystem: 'boston',
  text: 'replaced the fuse',
  labels: { ontime: 'ONTIME', queue: 'PWDx' },
  ...fields,
});
const REPORTED = '2011-08-28 00:30:00';

describe('the steps of a ticket', () => {
  it('are its report, which knows nothing of the end, and its close', () => {
    const closed = row({ reportedAt: REPORTED, closedAt: '2011-08-28 04:30:00', status: 'closed' });
    const steps = ticketSteps(boston311, closed);
    expect(steps?.map(({ at }) => new Date(at).toISOString())).toEqual([
      '2011-08-28T04:30:00.000Z',
      '2011-08-28T08:30:00.000Z',
    ]);
    expect(steps?.[0]?.item).toEqual({
      kind: 'ticket',
      id: '1',
      regionCode: 'roxbury',
      codeSystem: 'boston',
      reportedAt: REPORTED,
      labels: { queue: 'PWDx' },
    });
    expect(steps?.[1]?.item).toBe(closed);
  });

  it('are the report alone while it is open', () => {
    const open = row({ reportedAt: REPORTED, status: 'reported' });
    expect(ticketSteps(boston311, open)?.map(({ item }) => item.labels)).toEqual([{ queue: 'PWDx' }]);
  });

  it('are the row as it is where its times are in no order', () => {
    for (const closedAt of [REPORTED, '2011-08-01 00:00:00', 'soon']) {
      const odd = row({ reportedAt: REPORTED, closedAt });
      expect(ticketSteps(boston311, odd)?.map(({ item }) => item)).toEqual([odd]);
    }
  });

  it('are none without a report time', () => {
    expect(ticketSteps(boston311, row({ reportedAt: 'once' }))).toBeNull();
  });
});
