import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../instant.ts';
import { time } from '../test-kit/civil-calendar.ts';
import { recordTicket } from '../test-kit/commands.ts';
import { IN_GRID } from '../test-kit/life-cast.ts';
import { life, type Life } from '../test-kit/life-city.ts';
import { lifeIn } from '../test-kit/life-histories.ts';
import { SANITATION, STREET_UNIT } from '../test-kit/organisation-fixture.ts';
import { attributeTime } from './attribute-time.ts';

/** Unit, phase and minutes. */
const held = ({ work, now }: Life): [unit: string | null, phase: string, minutes: number][] =>
  attributeTime(work, now).map(({ unit, phase, heldMs }) => [unit, phase, heldMs / MINUTE_MS]);
const sum = (at: Life): number => held(at).reduce((total, [, , minutes]) => total + minutes, 0);

function expectNoGap({ work, ticket, now }: Life): void {
  const { holdings } = work;
  expect(holdings[0]?.from).toBe(ticket?.reportedAt);
  holdings.forEach((span, index) => {
    expect(span.from).toBe(holdings[index - 1]?.to ?? ticket?.reportedAt);
    if (index < holdings.length - 1) expect(span.to).not.toBeNull();
  });
  expect(holdings.at(-1)?.to ?? now).toBe(ticket?.closedAt ?? now);
}

describe('every minute', () => {
  it('[M29] of a ticket that goes from unit to unit belongs to one of them, also while it waits to be signed', () => {
    const bounced = life('2026-03-13 09:00').report({}, { by: 'grd' }).at('2026-03-13 09:10').do('accept');
    bounced.at('2026-03-13 09:15').do('register').at('2026-03-13 09:30').do('dispatch');
    bounced.at('2026-03-13 10:30').do('request-return').at('2026-03-13 11:00').do('judge-return');
    bounced.at('2026-03-13 11:20').do('dispatch', { disposition: 'fast', lead: STREET_UNIT.id });
    bounced.at('2026-03-13 12:00').do('sign', {}, { by: 'str' }).at('2026-03-13 14:00').do('whistle');
    bounced.at('2026-03-13 14:05').do('dispatch', { helpers: [{ unit: SANITATION.id, what: 'x', days: null }] });
    bounced.at('2026-03-13 15:00').do('sign').at('2026-03-13 16:00').do('finish-task');
    bounced.do('add-evidence').do('dispose').at('2026-03-13 17:00').do('check').at('2026-03-13 18:00').do('call-back');
    expect(held(bounced)).toEqual([
      ['grid-001', 'intake', 10],
      ['centre', 'intake', 5],
      ['centre', 'dispatching', 35],
      ['police', 'awaiting-sign', 115],
      ['centre', 'return-review', 30],
      ['street-005', 'awaiting-sign', 40],
      ['street-005', 'handling', 125],
      ['police', 'handling', 60],
      ['centre', 'checking', 60],
      ['centre', 'calling-back', 60],
    ]);
    expect(sum(bounced)).toBe(9 * 60);
    expectNoGap(bounced);
  });

  it('[M29] before a source’s ticket is taken in hand was the centre’s', () => {
    const told = life('2026-03-13 12:00');
    told.record(recordTicket({ reportedAt: time('2026-03-13 08:00'), facts: { category: 'H05', place: IN_GRID } }));
    told.do('note');
    expect(told.work.holdings).toEqual([]);
    told.do('accept', {}, { by: 'com' }).later(HOUR_MS);
    expect(held(told)).toEqual([
      ['centre', 'intake', 240],
      ['community-001', 'intake', 60],
    ]);
    expectNoGap(told);
  });

  it.each(['refuse', 'merge'] as const)(
    '[M29] of a source’s ticket is counted when its first step here is to %s it',
    (move) => {
      const told = life('2026-03-13 12:00');
      told.record(recordTicket({ reportedAt: time('2026-03-13 08:00'), facts: { category: 'H05', place: IN_GRID } }));
      told.do(move).later(HOUR_MS);
      expect(held(told)).toEqual([['centre', 'intake', 240]]);
      expectNoGap(told);
    },
  );

  it('[M29] between the end and a reopening, or while it is merged, was nobody’s', () => {
    const closed = lifeIn('closed')
      .later(60 * MINUTE_MS)
      .do('reopen')
      .later(30 * MINUTE_MS);
    expect(held(closed).at(-1)).toEqual([null, 'ended', 60]);
    expect(sum(closed)).toBe((closed.now - closed.ticket!.reportedAt) / MINUTE_MS);
    expectNoGap(closed);
    const merged = lifeIn('merged')
      .later(60 * MINUTE_MS)
      .do('detach')
      .later(30 * MINUTE_MS);
    expect(held(merged).at(-1)).toEqual([null, 'ended', 60]);
    expect(sum(merged)).toBe((merged.now - merged.ticket!.reportedAt) / MINUTE_MS);
    expectNoGap(merged);
  });
});

describe('a clock that is set back', () => {
  it('[M30] moves no step before the one before it, whatever that was', () => {
    const handled = lifeIn('handling').later(HOUR_MS).do('contact');
    const contacted = handled.now;
    handled
      .later(-30 * MINUTE_MS)
      .do('add-task')
      .later(-HOUR_MS)
      .do('request-extension');
    expect(handled.events.slice(-2).map(({ happenedAt }) => happenedAt)).toEqual([contacted, contacted]);
    expect(handled.clock('help-task-1').startedAt).toBe(contacted);
  });

  it('[M30] reopens a ticket no sooner than it was closed', () => {
    const closed = lifeIn('closed');
    const end = closed.now;
    closed.later(-HOUR_MS).do('reopen');
    expect(closed.events.at(-1)?.happenedAt).toBe(end);
    expect(closed.clock('citizen-2').startedAt).toBe(end);
    expectNoGap(closed.at('2026-03-13 12:00'));
  });
});
