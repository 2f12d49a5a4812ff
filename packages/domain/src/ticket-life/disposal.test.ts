import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../instant.ts';
import { life, type Life } from '../test-kit/life-city.ts';
import { lifeIn } from '../test-kit/life-histories.ts';
import { photo } from '../test-kit/life-payloads.ts';

const withTwoPhotos = (at: Life): Life =>
  at
    .do('add-evidence', { piece: photo('before') }, { by: 'grd' })
    .do('add-evidence', { piece: photo('after') }, { by: 'grd' });

describe('a disposal', () => {
  it('[M17] needs evidence', () => {
    expect(lifeIn('handling').why('dispose')).toBe('M17 evidence-missing');
    expect(lifeIn('handling').do('add-evidence').do('dispose').status).toBe('disposed');
  });

  it('[M17] after a rework needs new evidence, wherever it was interrupted since', () => {
    const again = lifeIn('disposed').do('check', { isPassed: false });
    expect(again.why('dispose')).toBe('M17 evidence-missing');
    again.later(HOUR_MS).do('add-evidence').later(HOUR_MS);
    again.do('request-suspension').do('judge-suspension').do('judge-suspension', {}, { by: 'lea' }).later(HOUR_MS);
    expect(again.do('resume').do('dispose').status).toBe('disposed');
  });

  it('[M17] after a reopening needs new evidence too', () => {
    const reopened = lifeIn('closed').later(HOUR_MS).do('reopen').do('dispatch').do('sign');
    expect(reopened.why('dispose')).toBe('M17 evidence-missing');
  });

  it('[M17] without a dispatch is for an immediate matter, with two photos', () => {
    const immediate = lifeIn('registered', { lead: 'com' });
    expect(immediate.why('self-dispose')).toBe('M17 evidence-missing');
    immediate.do('add-evidence', { piece: { ...photo('plan'), mediaType: 'application/pdf' } }, { by: 'grd' });
    expect(immediate.do('add-evidence', {}, { by: 'com' }).why('self-dispose')).toBe('M17 evidence-missing');
    expect(withTwoPhotos(lifeIn('registered', { lead: 'com' })).do('self-dispose').work.lead).toBe('grid-001');
    expect(withTwoPhotos(lifeIn('registered')).why('self-dispose')).toBe('M17 wrong-disposition');
  });

  it('[M17] has at most 30 pieces of evidence, each once', () => {
    const full = lifeIn('handling');
    for (let piece = 1; piece <= 30; piece += 1) full.do('add-evidence', { piece: photo(`p${piece}`) });
    expect(full.decide(full.command('add-evidence', { piece: photo('p30') }))).toMatchObject({ kind: 'unchanged' });
    expect(full.why('add-evidence', { piece: photo('p31') })).toBe('M17 too-many');
    expect(full.isOpen('add-evidence', 'dep')).toBe(false);
  });
});

describe('a check', () => {
  it('[M18] that fails sends it back to the same unit, and the deadline stands as if it had never stopped', () => {
    const handled = lifeIn('handling').at('2026-03-16 10:00').do('add-evidence').do('dispose');
    expect(handled.clock('citizen-1').stoppedAt).toBe(handled.now);
    handled.at('2026-03-17 10:00').do('check', { isPassed: false });
    expect(handled.status).toBe('handling');
    expect(handled.work).toMatchObject({ lead: 'police', reworks: 1, disposedBy: null });
    expect(handled.ticket?.disposedAt).toBeNull();
    expect([handled.due, handled.dueOf('citizen-1'), handled.dueOf('resolve-1')]).toEqual(
      Array(3).fill('2026-03-20 18:00'),
    );
    expect([handled.clock('citizen-1').stoppedAt, handled.clock('resolve-1').stoppedAt]).toEqual([null, null]);
    handled.at('2026-03-18 10:00').do('add-evidence').do('dispose').do('check', { isPassed: false });
    expect(handled.work.reworks).toBe(2);
  });

  it('[M18] of what was done without a dispatch sends it to where it was registered, its deadline running on', () => {
    const again = withTwoPhotos(lifeIn('registered', { lead: 'com' }))
      .do('self-dispose')
      .do('check', { isPassed: false });
    expect(again.status).toBe('registered');
    expect(again.clock('citizen-1').stoppedAt).toBeNull();
    expect(withTwoPhotos(again.later(HOUR_MS)).why('self-dispose')).toBe('M17 evidence-missing');
    expect(again.do('dispatch', { disposition: 'fast' }).status).toBe('dispatched');
  });

  it('[M7] is not made by whoever disposed of it', () => {
    const by = { by: 'both' } as const;
    const handled = lifeIn('handling').do('add-evidence', {}, by).do('dispose', {}, by);
    expect(handled.why('check', {}, by)).toBe('M7 same-person');
    expect(handled.do('check').status).toBe('callback');
  });
});

describe('a call back', () => {
  it('[M19] keeps solved and satisfied as two facts', () => {
    const called = lifeIn('callback');
    expect(called.why('call-back', { isSatisfied: null })).toBe('M19 answer-incomplete');
    called.do('call-back', { isSolved: true, isSatisfied: false, isReasonable: false });
    expect(called.status).toBe('closed');
    expect(called.work.callbacks).toMatchObject([{ outcome: 'reached', isSolved: true, isSatisfied: false }]);
  });

  it('[M19] without an answer closes it the third time, and says neither', () => {
    const unreachable = { outcome: 'unreachable', isSolved: true } as const;
    const called = lifeIn('callback').do('call-back', unreachable).do('call-back', unreachable);
    expect(called.status).toBe('callback');
    expect(called.do('call-back', unreachable).status).toBe('closed');
    expect(called.work.callbacks.map(({ isSolved }) => isSolved)).toEqual([null, null, null]);
  });

  it('[M19] counts its attempts anew after a redo', () => {
    const unreachable = { outcome: 'unreachable' } as const;
    const again = lifeIn('callback').do('call-back', unreachable).do('call-back', unreachable).later(HOUR_MS);
    again
      .do('call-back', { isSolved: false })
      .later(HOUR_MS)
      .do('add-evidence')
      .do('dispose')
      .do('check')
      .later(HOUR_MS);
    expect(again.do('call-back', unreachable).status).toBe('callback');
  });

  it('[M19] is not for what was found on patrol', () => {
    const found = life()
      .report({}, { by: 'grd', isPatrol: true })
      .do('accept')
      .do('register', { disposition: 'immediate' });
    expect(withTwoPhotos(found).do('self-dispose').do('check').status).toBe('closed');
    expect(found.work.clocks.every(({ stoppedAt }) => stoppedAt !== null)).toBe(true);
  });
});
