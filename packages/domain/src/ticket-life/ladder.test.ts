import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../instant.ts';
import { shown } from '../test-kit/civil-calendar.ts';
import { lifeIn } from '../test-kit/life-histories.ts';
import { ladderTimeOf } from './next-time.ts';
import { SANITATION, STREET_UNIT } from '../test-kit/organisation-fixture.ts';

describe('the ladder', () => {
  it('[M27] takes its automatic steps by itself, each once, dated to the breach', () => {
    // Eight working hours from Friday 09:02: Monday 09:02; and as long again until purple.
    const late = lifeIn('handling', { lead: 'com' }).at('2026-03-16 10:00').tick();
    expect(late.ticket?.facts.disposition).toBe('fast');
    expect(late.work).toMatchObject({ isRaised: true, climbed: ['immediate-to-fast'] });
    const escalated = late.events.find(({ type }) => type === 'TicketEscalated');
    expect(shown(escalated?.happenedAt ?? null)).toBe('2026-03-16 09:02');
    expect(escalated?.data).toMatchObject({ by: { who: 'system:ladder', role: 'SYS' }, key: null, from: 'immediate' });
    const steps = late.events.length;
    expect(late.tick().events).toHaveLength(steps);
  });

  it('[M27] does not rise twice for the breach that it rose for', () => {
    const late = lifeIn('handling', { lead: 'com' }).at('2026-03-16 09:02').later(1).tick();
    // The unit’s own clock, a minute later, is still of the old way.
    late.at('2026-03-16 09:04').tick();
    expect(late.ticket?.marks.map(({ clock, tier }) => `${clock} ${tier}`)).toContain('resolve-1 breached');
    expect(late.ticket?.facts.disposition).toBe('fast');
    late.do('dispatch', { disposition: 'fast', lead: STREET_UNIT.id }).at('2026-03-20 09:00').tick();
    expect(late.ticket?.marks.map(({ clock, tier }) => `${clock} ${tier}`)).toContain('resolve-2 breached');
    expect(late.work.climbed).toEqual(['immediate-to-fast', 'supervise', 'fast-to-joint']);
  });

  it('[M27] has a ticket supervised that is late by its whole limit', () => {
    const purple = lifeIn('handling')
      .later(40 * DAY_MS)
      .tick();
    expect(purple.work.notices).toMatchObject([
      { id: 'notice-1', kind: 'routine', unit: 'police', by: { role: 'SYS' } },
    ]);
    expect(purple.do('acknowledge').work.notices[0]?.acknowledgedAt).toBe(purple.now);
  });

  it('[M27] proposes the top to a person, who accepts or declines', () => {
    const proposed = lifeIn('handling', { isLate: true });
    expect(proposed.ticket?.facts.disposition).toBe('joint');
    expect(proposed.work.proposals).toMatchObject([{ id: 'proposal-1', rule: 'joint-to-top-level', state: 'open' }]);
    const declined = lifeIn('handling', { isLate: true }).do('judge-proposal', { isAccepted: false });
    expect([declined.ticket?.facts.disposition, declined.work.proposals[0]?.state]).toEqual(['joint', 'declined']);
    expect(declined.why('judge-proposal')).toBe('M27 unknown-proposal');
    proposed.do('judge-proposal', {}, { by: 'lea' });
    expect(proposed.ticket?.facts.disposition).toBe('top-level');
    expect(proposed.do('dispatch', { disposition: 'top-level', leader: 'sun' }).status).toBe('dispatched');
  });

  it('[M27] proposes the standing meeting on the 61st day by the time alone, also of a suspended matter', () => {
    const waiting = lifeIn('suspended');
    const at = ladderTimeOf(waiting.ticket!)!;
    expect(at).toBe(waiting.ticket!.reportedAt + 61 * DAY_MS);
    expect(waiting.decide({ type: 'ClimbLadder' })).toMatchObject({ refusal: { rule: 'D23', code: 'not-due-yet' } });
    waiting.later(80 * DAY_MS).take({ type: 'ClimbLadder' });
    expect(waiting.events.at(-1)).toMatchObject({
      type: 'TicketEscalationProposed',
      happenedAt: at,
      data: { proposal: { rule: 'long-unsettled', to: 'standing-meeting' } },
    });
    expect(ladderTimeOf(waiting.ticket!)).toBeNull();
    expect(waiting.decide({ type: 'ClimbLadder' })).toMatchObject({ kind: 'unchanged' });
  });

  it('[M27] gives each proposal a name of its own', () => {
    const late = lifeIn('registered', { isLate: true }).later(25 * DAY_MS);
    late
      .do('dispatch', { helpers: [{ unit: SANITATION.id, what: 'x', days: null }] })
      .later(60 * DAY_MS)
      .tick();
    expect(late.work.proposals.map(({ id, rule }) => `${id} ${rule}`)).toEqual([
      ...['proposal-1 joint-to-top-level', 'proposal-2 long-unsettled'],
    ]);
  });

  it('[M27] raises nobody for a clock that was stopped before it was found', () => {
    const done = lifeIn('handling', { lead: 'com' }).at('2026-03-16 10:00');
    done.do('add-evidence', {}, { by: 'com' }).do('dispose', {}, { by: 'com' }).tick();
    expect(done.ticket?.marks.some(({ tier, clock }) => tier === 'breached' && clock === 'citizen-1')).toBe(true);
    expect(done.work.climbed).toEqual([]);
  });

  it('[M27] proposes a leader when two helpers are late', () => {
    const helpers = [{ unit: SANITATION.id, what: 'x', days: 1 }];
    const joint = lifeIn('registered')
      .do('reclassify', { disposition: 'joint' })
      .do('dispatch', { disposition: 'joint', helpers });
    joint.do('sign').do('add-task', { days: 1 }).at('2026-03-17 09:00').tick();
    expect(joint.work.proposals.map(({ rule }) => rule)).toEqual(['joint-to-top-level']);
  });
});
