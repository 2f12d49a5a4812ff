import { describe, expect, it } from 'vitest';
import { lifeIn } from '../test-kit/life-histories.ts';
import { CENTRE, unitId } from '../test-kit/organisation-fixture.ts';

describe('a notice', () => {
  it('[M26] goes to the unit that has the ticket, and waits for its acknowledgement', () => {
    const noticed = lifeIn('handling').do('supervise', { kind: 'listed' });
    expect(noticed.work.notices).toMatchObject([
      { id: 'notice-1', kind: 'listed', unit: 'police', acknowledgedAt: null },
    ]);
    expect(noticed.why('acknowledge', {}, { by: 'com' })).toBe('M3 not-your-unit');
    noticed.do('acknowledge');
    expect(noticed.work.notices[0]?.acknowledgedBy).toEqual({ who: 'zhou', role: 'DEP', unit: 'police' });
    expect(noticed.why('acknowledge')).toBe('M3 not-your-unit');
  });

  it('[M26] of the centre urges; supervision is for inspectors and leaders', () => {
    const handled = lifeIn('handling');
    expect(handled.why('supervise', { kind: 'routine' }, { by: 'cen' })).toBe('M26 not-your-role');
    expect(
      handled.do('supervise', { kind: 'urge' }, { by: 'cen' }).do('supervise', { kind: 'interview' }, { by: 'lea' })
        .work.notices,
    ).toHaveLength(2);
  });

  it('[M26] before a dispatch goes to the desk, and the centre can acknowledge it', () => {
    const early = lifeIn('reported').do('supervise', { unit: CENTRE.id });
    expect(early.do('acknowledge', {}, { by: 'cen' }).work.notices[0]?.acknowledgedAt).toBe(early.now);
    expect(early.why('supervise', { unit: unitId('x') })).toBe('M26 unknown-unit');
  });
});
