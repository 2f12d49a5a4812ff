import { describe, expect, it } from 'vitest';
import { at } from '../test-kit/commands.ts';
import { dispatchedLife, disposedBy, measuredLife, reported, SANITATION, step } from '../test-kit/measured-life.ts';
import type { TicketEvent } from '../ticket-events.ts';
import { measureStandingOf, nextStandingAt } from './measure-standing.ts';

const standAt = (minute: number, ...events: readonly TicketEvent[]): string[] =>
  measureStandingOf(measuredLife(...events).ticket, at(minute)).map(({ part }) => part);

describe('how an open ticket stands', () => {
  it('[Q4] is late from the instant after its deadline, and in time until then', () => {
    const life = dispatchedLife(60);
    expect(standAt(60, ...life)).toEqual([]);
    const { ticket } = measuredLife(...life);
    expect(measureStandingOf(ticket, at(61))).toEqual([
      { part: 'unclosedLate', unit: SANITATION },
      { part: 'openLate', unit: SANITATION },
    ]);
    expect([at(0), at(60), at(61), at(76)].map((asOf) => nextStandingAt(ticket, asOf))).toEqual([at(60), at(60), at(75), null]);
    expect(standAt(76, ...life)).toEqual(['respondWaitingLate', 'unclosedLate', 'openLate']);
  }); // prettier-ignore

  it('[Q4] still has to be closed when it is disposed of, and nothing when it ended', () => {
    const disposed = [...dispatchedLife(60), disposedBy(50)];
    expect(standAt(61, ...disposed)).toContain('unclosedLate');
    expect(standAt(61, ...disposed)).not.toContain('openLate');
    expect(standAt(61, ...disposed, step('TicketClosed', 61))).toEqual([]);
    expect(standAt(61, ...dispatchedLife(60), step('TicketMerged', 55, { into: 'other', centre: null }))).toEqual([]);
  });

  it('[Q4] is suspended and nothing else while it is', () => {
    const suspended = step('TicketSuspended', 70, { dueAt: null, reason: 'x', resumeAt: at(9_000) });
    expect(standAt(800, ...dispatchedLife(60), suspended)).toEqual(['suspended']);
  });

  it('waits to be accepted when it was reported here', () => {
    expect(standAt(61, reported(0, {}, false))).toEqual(['acceptWaitingLate']);
    expect(standAt(61, reported(0))).toEqual([]);
  });
});
