import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../instant.ts';
import type { Life } from '../test-kit/life-city.ts';
import { lifeIn } from '../test-kit/life-histories.ts';
import { countsAsLate, isLate } from './is-late.ts';

const late = (): Life => lifeIn('closed', { isLate: true });
const exempted = (): Life => late().do('appeal').do('judge-appeal').do('judge-appeal', {}, { by: 'lea' });

describe('an appeal', () => {
  it('[M22] is made of what was late, once', () => {
    expect(lifeIn('closed').why('appeal')).toBe('M22 not-late');
    const denied = late().do('appeal').do('judge-appeal', { isGranted: false });
    expect(denied.work).toMatchObject({ isAppealed: true, appealRequest: null, exemption: null });
    expect(denied.why('appeal')).toBe('M22 already-appealed');
    expect(denied.why('judge-appeal')).toBe('M22 nothing-requested');
  });

  it('[M22] that is granted counts as on time; the raw fact and both approvers stay', () => {
    const one = exempted();
    expect([isLate(one.ticket!, one.now), countsAsLate(one.ticket!, one.now)]).toEqual([true, false]);
    expect(one.work.exemption).toMatchObject({ reason: 'the road was closed', by: { who: 'sun' } });
    expect(one.work.exemption?.approvals.map(({ who, role }) => `${who} ${role}`)).toEqual(['wang CEN', 'sun LEA']);
    expect(one.ticket?.marks.some(({ tier }) => tier === 'breached')).toBe(true);
  });

  it('[M22] excuses nothing that is late after it', () => {
    const one = exempted()
      .do('reopen')
      .do('dispatch')
      .do('sign')
      .later(30 * DAY_MS);
    expect(countsAsLate(one.ticket!, one.now)).toBe(true);
    one.tick().do('add-evidence').do('dispose').do('check').do('call-back');
    expect(countsAsLate(one.ticket!, one.now)).toBe(true);
  });

  it('[M22] of a ticket that is handled again in time counts as on time still', () => {
    const one = exempted()
      .do('reopen')
      .do('dispatch')
      .later(1)
      .do('sign')
      .do('add-evidence')
      .do('dispose')
      .do('check')
      .do('call-back');
    expect(countsAsLate(one.ticket!, one.now)).toBe(false);
  });

  it('[M7] takes two people, neither of whom appealed', () => {
    const one = late().do('appeal', {}, { by: 'both' });
    expect(one.why('judge-appeal', {}, { by: 'both' })).toBe('M7 same-person');
    one.do('judge-appeal', {}, { by: 'boss' });
    expect(one.why('judge-appeal', {}, { by: 'boss' })).toBe('M7 same-person');
    expect(one.why('judge-appeal', {}, { by: 'cen' })).toBe('M7 already-requested');
    expect(one.do('judge-appeal', {}, { by: 'lea' }).work.exemption).not.toBeNull();
  });
});
