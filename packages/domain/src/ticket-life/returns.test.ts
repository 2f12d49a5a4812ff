import { describe, expect, it } from 'vitest';
import { lifeIn } from '../test-kit/life-histories.ts';
import { COMMUNITY_UNIT, POLICE, SANITATION } from '../test-kit/organisation-fixture.ts';

const returned = (): ReturnType<typeof lifeIn> => lifeIn('return-review').do('judge-return');

describe('a return', () => {
  it('[M10] is asked for by a community within four working hours of the dispatch', () => {
    // Dispatched at 09:03: 2 h 57 min until noon, 1 h 3 min from 14:00 on.
    const dispatched = lifeIn('dispatched', { lead: 'com' }).at('2026-03-13 15:03');
    expect(dispatched.isOpen('request-return', 'com')).toBe(true);
    expect(dispatched.at('2026-03-13 15:04').why('request-return', {}, { by: 'com' })).toBe('M10 too-late');
  });

  it('[M10] is asked for by a department within two working days, also after it signed', () => {
    const handled = lifeIn('handling').at('2026-03-17 18:00');
    expect(handled.isOpen('request-return', 'dep')).toBe(true);
    expect(handled.at('2026-03-17 18:01').why('request-return')).toBe('M10 too-late');
  });

  it('[M10] leaves the citizen’s clock as it was, and ends those of the unit', () => {
    const before = lifeIn('return-review');
    const citizen = before.clock('citizen-1');
    const after = before.do('judge-return');
    expect(after.clock('citizen-1')).toEqual(citizen);
    expect(['sign-1', 'respond-1', 'resolve-1'].map((id) => after.clock(id).stoppedAt)).toEqual(
      Array(3).fill(after.now),
    );
    expect(after.work).toMatchObject({ lead: null, returns: 1, isReturnLocked: false, returnRequest: null });
    expect(after.ticket?.facts.unit).toBeNull();
  });

  it('[M10] excuses the helpers of a lead that leads no longer', () => {
    const alone = lifeIn('handling').do('add-task').do('request-return').do('judge-return');
    expect(alone.work.tasks).toMatchObject([{ unit: SANITATION.id, state: 'excused' }]);
    expect(alone.clock('help-task-1').stoppedAt).toBe(alone.now);
  });

  it('[M11] locks the ticket after the second, and the centre then designates a unit without a duty', () => {
    const first = returned();
    expect(first.why('dispatch', { lead: SANITATION.id })).toBe('M8 not-in-duty-list');
    const second = first.do('dispatch').do('request-return').do('judge-return');
    expect(second.work).toMatchObject({ returns: 2, isReturnLocked: true });
    expect(second.why('dispatch', { lead: SANITATION.id }, { by: 'str' })).toBe('M8 not-in-duty-list');
    expect(second.do('dispatch', { lead: SANITATION.id }).why('request-return', {}, { by: 'dep2' })).toBe(
      'M11 return-locked',
    );
  });

  it('[M11] locks the ticket when it is denied', () => {
    const denied = lifeIn('return-review').do('judge-return', { isGranted: false });
    expect(denied.status).toBe('handling');
    expect(denied.work).toMatchObject({ lead: POLICE.id, signedAt: denied.now, isReturnLocked: true });
    expect(denied.why('request-return')).toBe('M11 return-locked');
  });

  it('[M7] is not judged by whoever asked for it', () => {
    const asked = lifeIn('dispatched').do('request-return', {}, { by: 'both' });
    expect(asked.why('judge-return', {}, { by: 'both' })).toBe('M7 same-person');
    expect(asked.do('judge-return').status).toBe('registered');
  });

  it('[M27] raises an immediate matter at the second return, by itself', () => {
    const to = { disposition: 'immediate', lead: COMMUNITY_UNIT.id } as const;
    const ping = lifeIn('return-review', { lead: 'com' }).do('judge-return');
    expect(ping.ticket?.facts.disposition).toBe('immediate');
    ping.do('dispatch', to).do('request-return', {}, { by: 'com' }).do('judge-return');
    expect(ping.ticket?.facts.disposition).toBe('fast');
    expect(ping.work.climbed).toEqual(['immediate-to-fast']);
  });
});
