import { describe, expect, it } from 'vitest';
import type { CivilDate } from '../instant.ts';
import { shown } from '../test-kit/civil-calendar.ts';
import { life, type Life } from '../test-kit/life-city.ts';
import { isLate } from './is-late.ts';

/**
 * By hand. 14 February 2026, a Saturday, is worked; 15–23 are off; Saturday 28 is worked.
 * Five working days after Friday the 13th: 14, 24, 25, 26, 27.
 */
const registered = (): Life =>
  life('2026-02-13 18:50').report().at('2026-02-13 18:55').do('accept').at('2026-02-13 19:00').do('register');
const handled = (): Life => registered().at('2026-02-13 20:00').do('dispatch').at('2026-02-14 09:00').do('sign');
const suspended = (): Life =>
  handled()
    .do('request-suspension', { resumeOn: '2026-02-25' as CivilDate })
    .at('2026-02-14 11:00')
    .do('judge-suspension')
    .do('judge-suspension', {}, { by: 'lea' });
const resumed = (): Life => suspended().at('2026-02-25 00:00').tick();
const extended = (): Life =>
  resumed().at('2026-02-25 09:00').do('request-extension', { days: 2 }).at('2026-02-25 10:00').do('judge-extension');
const joint = { priority: 'P3', disposition: 'joint' } as const;
const hardest = { priority: 'P4', disposition: 'joint' } as const;
const breaches = ({ ticket }: Life): string[] =>
  (ticket?.marks ?? []).filter(({ tier }) => tier === 'breached').map(({ clock, at }) => `${clock} ${shown(at) ?? ''}`);

describe('a whole life around the make-up Saturday of 2026', () => {
  it('is registered on Friday evening: the citizen until 27 February', () => {
    const { warnAt, purpleAt } = registered().clock('citizen-1');
    expect([registered().due, shown(warnAt), shown(purpleAt)]).toEqual([
      ...['2026-02-27 18:00', '2026-02-26 18:00', '2026-03-05 18:00'],
    ]);
  });

  it('is dispatched the same evening: signed for by Saturday 10:00, answered by its end', () => {
    const dispatched = registered().at('2026-02-13 20:00').do('dispatch');
    expect(['sign-1', 'respond-1', 'resolve-1'].map((id) => dispatched.dueOf(id))).toEqual([
      ...['2026-02-14 10:00', '2026-02-14 18:00', '2026-02-27 18:00'],
    ]);
  });

  it('[D21] is suspended from Saturday 11:00 to the 25th: thirteen working hours are added, none is lost', () => {
    expect(suspended().due).toBeNull();
    // 5 h of the 14th and 8 h of the 24th were paused: 8 h of Saturday 28 and 5 h of Monday 2 March.
    expect([resumed().status, resumed().due, resumed().dueOf('resolve-1')]).toEqual([
      ...['handling', '2026-03-02 15:00', '2026-03-02 15:00'],
    ]);
    expect(resumed().dueOf('respond-1')).toBe('2026-02-25 15:00');
  });

  it('[M14, D21] is extended by two days, with the pause', () => {
    const asked = resumed().at('2026-02-25 09:00').do('request-extension', { days: 2 }).work.extensionRequest;
    expect([shown(asked?.oldDueAt ?? null), shown(asked?.newDueAt ?? null)]).toEqual([
      '2026-03-02 15:00',
      '2026-03-04 15:00',
    ]);
    expect(extended().due).toBe('2026-03-04 15:00');
  });

  it('[M6, D21] is called a joint matter: ten days and two, from the original start, with the pause', () => {
    const called = extended().at('2026-02-26 09:00').do('reclassify', joint);
    // The twelfth day is 9 March; thirteen hours more are 8 h of the 10th and 5 h of the 11th.
    expect([called.due, called.dueOf('citizen-1')]).toEqual(Array(2).fill('2026-03-11 15:00'));
    expect(called.clock('citizen-1')).toMatchObject({ extendedDays: 2, startedAt: registered().now });
  });

  it('[D21] comes to the same deadline in whichever order it was extended and called otherwise', () => {
    const other = resumed()
      .at('2026-02-25 09:00')
      .do('reclassify', joint)
      .do('request-extension', { days: 2 })
      .do('judge-extension');
    expect(other.due).toBe('2026-03-11 15:00');
    const while_ = suspended().at('2026-02-20 10:00').do('reclassify', joint);
    expect([while_.due, while_.at('2026-02-25 00:00').tick().due]).toEqual([null, '2026-03-09 15:00']);
  });

  it('[M31] stays late once its breach is in the log, though it is called otherwise afterwards', () => {
    const late = extended().do('reclassify', joint).at('2026-03-11 15:00').tick();
    expect(breaches(late)).not.toContain('citizen-1 2026-03-11 15:00');
    late.later(1).tick();
    expect(breaches(late)).toContain('citizen-1 2026-03-11 15:00');
    late.at('2026-03-12 09:00').do('reclassify', hardest);
    // Fifteen days and two: 16 March; thirteen hours more.
    expect(late.due).toBe('2026-03-18 15:00');
    expect([isLate(late.ticket!, late.now), breaches(late).length]).toEqual([true, breaches(late).length]);
    expect(breaches(late)).toContain('citizen-1 2026-03-11 15:00');
  });

  it('[M31] is late also when it is called otherwise before the timer found the breach', () => {
    const outrun = extended().do('reclassify', joint).at('2026-03-12 09:00').do('reclassify', hardest);
    expect(breaches(outrun)).toContain('citizen-1 2026-03-11 15:00');
    const [breach] = outrun.events.filter(({ type }) => type === 'TicketClockBreached').slice(-1);
    expect(breach?.data).toMatchObject({ by: { who: 'system:timer' }, key: null });
    expect([outrun.due, isLate(outrun.ticket!, outrun.now)]).toEqual(['2026-03-18 15:00', true]);
  });

  it('[M31] is late also when an extension is granted after the deadline that it was asked for before', () => {
    const asked = resumed()
      .at('2026-02-25 09:00')
      .do('request-extension', { days: 2 })
      .at('2026-03-03 09:00')
      .do('judge-extension');
    expect([asked.due, isLate(asked.ticket!, asked.now)]).toEqual(['2026-03-04 15:00', true]);
    expect(breaches(asked)).toContain('citizen-1 2026-03-02 15:00');
  });

  it('[M31] is late also when it was suspended after its deadline, before the timer found it', () => {
    const late = handled()
      .at('2026-02-28 09:00')
      .do('request-suspension', { resumeOn: '2026-03-10' as CivilDate });
    late.do('judge-suspension').do('judge-suspension', {}, { by: 'lea' });
    expect(late.due).toBeNull();
    expect(isLate(late.tick().ticket!, late.now)).toBe(true);
    expect(late.at('2026-03-10 00:00').tick().due).toBe('2026-02-27 18:00');
  });
});
