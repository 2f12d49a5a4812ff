import { evolveTicket, instant, type Ticket, type TicketId } from '@citybrain/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, ticketFacts } from '../../../packages/domain/src/test-kit/commands.ts';
import { TimedTickets } from './timed-tickets.ts';

const id = (name: string): TicketId => name as TicketId;

/** A source's ticket of minute 0 that is due at `minute`; null: without a target. */
const due = (minute: number | null): Ticket =>
  evolveTicket(null, {
    type: 'TicketReported',
    typeVersion: 1,
    happenedAt: at(0),
    data: {
      ...{ source: 'hotline', sourceId: 'T1', flags: [], sourceUpdatedAt: at(0) },
      facts: ticketFacts({ dueAt: minute === null ? null : at(minute) }),
    },
  });

describe('the index of the timer', () => {
  it('[D24] holds what has come in the order in which it came, until it is dealt with', () => {
    const timed = new TimedTickets();
    timed.put(id('a'), due(500));
    timed.put(id('b'), due(100));
    timed.put(id('none'), due(null));
    timed.advance(at(80));
    expect([...timed.ripe()]).toEqual([]);
    timed.advance(instant(at(80) + 1));
    timed.advance(at(401));
    expect([...timed.ripe()]).toEqual(['b', 'a']);
    timed.put(id('b'), due(1_000));
    expect([...timed.ripe()]).toEqual(['a']);
    timed.forget(id('a'));
    expect([[...timed.ripe()], timed.size]).toEqual([[], 1]);
  });

  it('[D24] finds a ticket that goes back to a time it had before, once', () => {
    const timed = new TimedTickets();
    for (const minute of [100, 500, 100, 500, 100]) timed.put(id('a'), due(minute));
    timed.advance(at(90));
    expect([...timed.ripe()]).toEqual(['a']);
  });

  it('holds few entries however often deadlines move', () => {
    const timed = new TimedTickets();
    for (let round = 0; round < 100; round += 1) {
      for (let ticket = 0; ticket < 100; ticket += 1) timed.put(id(`${ticket}`), due(1_000 + round * 100 + ticket));
    }
    expect(timed.held).toBeLessThan(1_000 + 2 * 100 + 2);
    timed.advance(at(20_000));
    expect([[...timed.ripe()].length, timed.held]).toEqual([100, 100]);
  });

  it('[D24] says the same as looking at every ticket, whatever moves, ends and passes', () => {
    const step = fc.oneof(
      fc.record({ ticket: fc.nat({ max: 5 }), minute: fc.option(fc.integer({ min: 1, max: 300 })) }),
      fc.record({ wait: fc.integer({ min: 1, max: 60 }) }),
      fc.record({ forget: fc.nat({ max: 5 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const timed = new TimedTickets();
        const naive = new Map<TicketId, number>();
        let minute = 0;
        for (const one of steps) {
          if ('wait' in one) {
            minute += one.wait;
          } else if ('forget' in one) {
            timed.forget(id(`${one.forget}`));
            naive.delete(id(`${one.forget}`));
          } else {
            timed.put(id(`${one.ticket}`), due(one.minute));
            naive.delete(id(`${one.ticket}`));
            if (one.minute !== null) naive.set(id(`${one.ticket}`), at(one.minute * 0.8));
          }
          timed.advance(at(minute));
          const expected = [...naive].filter(([, time]) => Math.round(time) < at(minute)).map(([name]) => name);
          expect([...timed.ripe()].toSorted()).toEqual(expected.toSorted());
          expect(timed.size).toBe(naive.size);
        }
      }),
    );
  });
});
