import { describe, expect, it } from 'vitest';
import { lifeIn } from '../test-kit/life-histories.ts';
import { CENTRE, POLICE, SANITATION, unitId } from '../test-kit/organisation-fixture.ts';

describe('a whistle', () => {
  it('[M16] raises the way of handling by one, and starts a clock for each unit until it reports in', () => {
    const units = [SANITATION.id, POLICE.id, SANITATION.id];
    const whistled = lifeIn('handling', { lead: 'com' }).do('whistle', { units }, { by: 'com' });
    expect(whistled.ticket?.facts.disposition).toBe('fast');
    expect(whistled.work.whistles).toMatchObject([
      { id: 'whistle-1', calls: [{ unit: SANITATION.id }, { unit: POLICE.id }] },
    ]);
    // P3: one working day.
    expect(whistled.dueOf(`report-in-whistle-1-${SANITATION.id}`)).toBe('2026-03-16 18:00');
    whistled.do('report-in');
    expect(whistled.clock(`report-in-whistle-1-${SANITATION.id}`).stoppedAt).toBe(whistled.now);
    expect(whistled.clock(`report-in-whistle-1-${POLICE.id}`).stoppedAt).toBeNull();
    expect(whistled.why('report-in')).toBe('M3 not-your-unit');
    expect(whistled.why('report-in', { whistle: 'whistle-9' }, { by: 'dep' })).toBe('M16 unknown-whistle');
  });

  it('[M16] gives half an hour for what is urgent', () => {
    const urgent = lifeIn('handling', { lead: 'str' }).do('reclassify', { priority: 'P2' }).do('whistle');
    expect(urgent.dueOf(`report-in-whistle-1-${SANITATION.id}`)).toBe('2026-03-13 09:34');
  });

  it('[M16] raises up to joint handling: the top is a person’s word', () => {
    const street = lifeIn('handling', { lead: 'str' }).do('whistle').do('whistle');
    expect(street.ticket?.facts.disposition).toBe('joint');
    expect(street.work.whistles.map(({ id }) => id)).toEqual(['whistle-1', 'whistle-2']);
  });

  it('[M16] calls units that can come', () => {
    const street = lifeIn('handling', { lead: 'str' });
    expect(street.why('whistle', { units: [unitId('x')] })).toBe('M16 unknown-unit');
    expect(street.why('whistle', { units: [CENTRE.id] })).toBe('M16 unknown-unit');
  });
});
