import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../instant.ts';
import { QINGDAO_STATUTES } from '../policy/qingdao-statutes.ts';
import { CALENDAR_OF_2026, civilCalendar, DAYS_OF_2026, shown, time } from '../test-kit/civil-calendar.ts';
import { recordTicket } from '../test-kit/commands.ts';
import { IN_GRID } from '../test-kit/life-cast.ts';
import { life, type Life } from '../test-kit/life-city.ts';
import { lifeIn } from '../test-kit/life-histories.ts';
import { runOf } from './ticket-clocks.ts';

/** Rubbish that a citizen complains about, of a source that has a target of its own. */
function rubbish(targetAt: string): Life {
  const told = life('2026-02-13 18:00', { statutes: QINGDAO_STATUTES });
  const facts = { category: 'E0136', demandKind: 'complaint', place: IN_GRID, dueAt: time(targetAt) } as const;
  return told
    .record(recordTicket({ reportedAt: told.now, facts }))
    .do('accept')
    .at('2026-02-13 19:00');
}

describe('which limit counts', () => {
  it('[D20] is the least of policy, category, statute and source, and the clock names them all', () => {
    const one = rubbish('2026-02-14 17:00').do('register', { condition: 'E0136/only' });
    const { candidates, basis, ref } = one.clock('citizen-1');
    // Seven calendar days end on the 20th, a holiday, and go on to the 24th.
    expect(candidates.map((each) => `${each.basis} ${each.ref} ${shown(each.dueAt) ?? ''}`)).toEqual([
      'source source 2026-02-14 17:00',
      'category E0136/only 2026-02-14 18:00',
      'statute appearance-complaint 2026-02-25 00:00',
      'policy default@1/assigned/P3 2026-02-27 18:00',
    ]);
    expect([basis, ref, one.due]).toEqual(['source', 'source', '2026-02-14 17:00']);
    expect(() => runOf(one.clock('citizen-1'), [])).toThrow(RangeError);
  });

  it('[D20] is another one when the source leaves more time', () => {
    const one = rubbish('2026-03-14 17:00').do('register', { condition: 'E0136/only' });
    expect(one.clock('citizen-1')).toMatchObject({ basis: 'category', ref: 'E0136/only' });
    const { clocks } = one.do('dispatch', { lead: 'sanitation' as never }).work;
    expect(clocks.find(({ kind }) => kind === 'resolve')?.candidates.map(({ basis }) => basis)).not.toContain('source');
  });

  it('[D20] warns and turns purple by the target of a source as well', () => {
    const { warnAt, purpleAt } = rubbish('2026-02-14 15:00')
      .do('register', { condition: 'E0136/only' })
      .clock('citizen-1');
    expect([shown(warnAt), shown(purpleAt)]).toEqual(['2026-02-14 11:00', '2026-02-15 11:00']);
  });
});

/** Nothing is known of any year: weekends only. */
const BLIND = civilCalendar('blind', { off: [], makeUp: [], loadedYears: [] });

describe('a year that is not loaded', () => {
  const early = (): Life => life('2026-02-13 19:00', { calendar: BLIND }).report().do('accept').do('register');

  it('[D22] makes the deadline provisional, and it is computed anew once the year is loaded', () => {
    const one = early();
    expect([one.due, one.clock('citizen-1').isProvisional]).toEqual(['2026-02-20 18:00', true]);
    one.do('dispatch').do('sign').do('add-task').under({ calendar: CALENDAR_OF_2026 }).tick();
    expect([one.due, one.dueOf('resolve-1'), one.dueOf('help-task-1')]).toEqual(Array(3).fill('2026-02-27 18:00'));
    expect(one.clock('citizen-1')).toMatchObject({ isProvisional: false, calendar: '2026' });
    expect(one.types().filter((type) => type === 'TicketDeadlinesRecomputed')).toHaveLength(1);
  });

  it('[D22] is recomputed once, and only where something hangs on it', () => {
    const one = early().under({ calendar: CALENDAR_OF_2026 }).tick();
    const known = { kind: 'unchanged', why: 'duplicate' } as const;
    expect(one.decide({ type: 'RecomputeDeadlines' })).toEqual(known);
    const edition = civilCalendar('another', { ...DAYS_OF_2026, makeUp: [] });
    expect(one.under({ calendar: edition }).decide({ type: 'RecomputeDeadlines' })).toEqual(known);
    const urgent = life('2026-02-13 19:00', { calendar: BLIND })
      .report()
      .do('accept')
      .do('register', { priority: 'P2' });
    expect(urgent.clock('citizen-1').isProvisional).toBe(false);
    expect(urgent.under({ calendar: CALENDAR_OF_2026 }).decide({ type: 'RecomputeDeadlines' })).toEqual(known);
  });

  it('[D22, M31] is recomputed before its deadline is judged, also by somebody’s step', () => {
    const one = early().at('2026-02-24 09:00').under({ calendar: CALENDAR_OF_2026 });
    one.do('reclassify', { note: 'the same' });
    expect(one.ticket?.marks).toEqual([]);
    expect(one.due).toBe('2026-02-27 18:00');
  });

  it('[D22] keeps a pause', () => {
    const one = lifeIn('suspended').under({ calendar: BLIND });
    expect(one.do('reclassify', {}).under({ calendar: CALENDAR_OF_2026 }).tick().due).toBeNull();
    one.at('2026-04-02 00:00').tick();
    // Thirteen working days were paused, from Monday 16 March to Wednesday 1 April.
    expect(one.due).toBe('2026-04-09 18:00');
  });
});

describe('what the timer finds', () => {
  it('[D23] is dated to when it should have been found, however late it is', () => {
    const late = lifeIn('handling').at('2026-03-27 09:00').tick();
    const found = late.events.filter(({ type }) => type === 'TicketClockBreached');
    expect(
      found.map((event) => 'mark' in event.data && `${event.data.mark.clock} ${shown(event.happenedAt) ?? ''}`),
    ).toEqual(['respond-1 2026-03-16 18:00', 'citizen-1 2026-03-20 18:00', 'resolve-1 2026-03-20 18:00']);
    expect(found.every(({ data }) => 'by' in data && data.by.who === 'system:timer')).toBe(true);
  });

  it('[D23] is found once, and not before its instant is over', () => {
    const handled = lifeIn('handling').at('2026-03-20 18:00');
    const mark = { type: 'MarkClock', clock: 'citizen-1', tier: 'breached' } as const;
    expect(handled.decide(mark)).toMatchObject({ refusal: { rule: 'D23', code: 'not-due-yet' } });
    handled.later(1).take(mark);
    expect(handled.decide(mark)).toEqual({ kind: 'unchanged', why: 'duplicate' });
    expect(handled.decide({ ...mark, clock: 'x' })).toMatchObject({
      refusal: { rule: 'D23', code: 'clock-not-running' },
    });
  });

  it('[D23] goes on with a suspended ticket on its day, and not before', () => {
    const one = lifeIn('suspended').at('2026-04-01 23:59');
    expect(one.decide({ type: 'ResumeDue' })).toMatchObject({ refusal: { rule: 'D23', code: 'not-due-yet' } });
    one.later(MINUTE_MS + HOUR_MS).tick();
    expect(shown(one.events.at(-1)?.happenedAt ?? null)).toBe('2026-04-02 00:00');
  });
});
