import { describe, expect, it } from 'vitest';
import { decideTicket } from '../decide-ticket.ts';
import { HOUR_MS, instant } from '../instant.ts';
import { time } from '../test-kit/civil-calendar.ts';
import { recordTicket } from '../test-kit/commands.ts';
import { IN_GRID } from '../test-kit/life-cast.ts';
import { life, type Life } from '../test-kit/life-city.ts';
import { isLate } from './is-late.ts';
import { nextTimeOf } from './next-time.ts';

const START = time('2026-03-13 09:00');
const record = (given: Parameters<typeof recordTicket>[0] = {}): ReturnType<typeof recordTicket> =>
  recordTicket({ reportedAt: START, ...given, facts: { category: 'H05', place: IN_GRID, ...given.facts } });
const told = (given: Parameters<typeof recordTicket>[0] = {}): Life => life('2026-03-13 09:00').record(record(given));
const later = (hours: number): ReturnType<typeof instant> => instant(START + hours * HOUR_MS);

describe('a ticket that has a source', () => {
  it('[M28] is its source’s until somebody here takes it in hand: a note, a notice and a mark don’t', () => {
    const dueAt = later(2);
    const marked = told({ facts: { dueAt } })
      .later(3 * HOUR_MS)
      .tick();
    expect(marked.work.isLedHere).toBe(false);
    expect(marked.ticket?.work).toBeNull();
    expect(isLate(marked.ticket!, marked.now)).toBe(true);
    marked.do('note').do('supervise', { unit: 'police' as never });
    expect(marked.work.isLedHere).toBe(false);
    marked.record(record({ closedAt: later(3), facts: { dueAt } }));
    expect(marked.status).toBe('closed');
  });

  it('[M28] tells title, text and place once it is led here, and moves nothing else', () => {
    const led = told().do('accept').do('register').later(HOUR_MS);
    const { due, status } = led;
    const facts = {
      title: 'new title',
      category: 'E01',
      disposition: 'joint',
      priority: 'P1',
      unit: 'x',
      dueAt: later(9),
    } as const;
    led.record(record({ updatedAt: later(1), facts }));
    expect(led.ticket?.facts).toMatchObject({
      title: 'new title',
      category: 'H05',
      disposition: 'assigned',
      priority: 'P3',
    });
    expect([led.due, led.status, led.ticket?.flags]).toEqual([due, status, []]);
  });

  it('[M28] is flagged when its source says that it is done, and here it is not', () => {
    const led = told()
      .do('accept')
      .later(HOUR_MS)
      .record(record({ disposedAt: later(1) }));
    expect([led.status, led.ticket?.flags]).toEqual(['accepted', ['source-finished']]);
    const again = decideTicket(led.ticket, record({ disposedAt: later(1) }), led.now);
    expect(again).toEqual({ kind: 'unchanged', why: 'duplicate' });
  });

  it('[M28] is checked by its source when its source disposed of it', () => {
    const disposed = told({ disposedAt: START });
    expect(disposed.why('check')).toBe('M28 not-from-here');
    expect(disposed.isOpen('check', 'cen')).toBe(false);
  });

  it('[M28, M21] is accepted, not registered, when it is reopened here, and its old target is over', () => {
    const closed = record({ closedAt: later(1), facts: { dueAt: START } });
    const reopened = life('2026-03-13 11:00').record(closed).do('reopen');
    expect([reopened.status, reopened.due, reopened.work.isLedHere]).toEqual(['accepted', null, true]);
    reopened.do('register');
    expect(reopened.due).toBe('2026-03-20 18:00');
    expect(reopened.clock('citizen-1').candidates.map(({ basis }) => basis)).toEqual(['policy']);
  });

  it('[D20] weighs its source’s target, which runs on until the registration', () => {
    const accepted = told({ facts: { dueAt: later(8) } }).do('accept');
    expect(nextTimeOf(accepted.ticket!)).toBe(later(8 * 0.8));
    accepted.do('register');
    expect(accepted.clock('citizen-1')).toMatchObject({ basis: 'source', dueAt: later(8) });
    expect(accepted.due).toBe('2026-03-13 17:00');
  });

  it('[D20] weighs no target that can’t be one, whatever its source told since', () => {
    const doubtful = told({ facts: { dueAt: instant(START - HOUR_MS) } });
    expect(doubtful.ticket?.flags).toEqual(['due-before-report']);
    doubtful
      .do('accept')
      .later(HOUR_MS)
      .record(record({ updatedAt: later(1), facts: { title: 'new' } }));
    expect(doubtful.do('register').due).toBe('2026-03-20 18:00');
  });
});
