import { describe, expect, it } from 'vitest';
import { ticketFacts } from '../test-kit/commands.ts';
import { CAST, IN_GRID } from '../test-kit/life-cast.ts';
import { life } from '../test-kit/life-city.ts';
import { lifeIn } from '../test-kit/life-histories.ts';
import type { TicketId } from '../ticket.ts';

const keyed = (key: string): { key: string } => ({ key });

describe('a command that is sent twice', () => {
  it('[M25] is done once, also when the state forbids it by now', () => {
    const signed = lifeIn('dispatched');
    const sign = signed.command('sign', {}, keyed('k1'));
    signed.take(sign);
    expect(signed.decide(sign)).toEqual({ kind: 'unchanged', why: 'duplicate' });
    expect(signed.do('add-evidence').do('dispose').decide(sign)).toEqual({ kind: 'unchanged', why: 'duplicate' });
  });

  it('[M25] with the key of another move is refused', () => {
    const signed = lifeIn('dispatched').do('sign', {}, keyed('k1'));
    expect(signed.why('contact', {}, keyed('k1'))).toBe('M25 key-reused');
    expect(signed.do('contact', {}, keyed('k1 sign')).do('contact', {}, keyed('k')).work.contactAttempts).toHaveLength(
      2,
    );
  });

  it('[M25] is known by the key of the report as well', () => {
    const told = life().take({
      ...{ type: 'ReportTicket', by: CAST.com, key: 'k1', sourceId: 'T1', isPatrol: false },
      facts: ticketFacts({ place: IN_GRID }),
    });
    expect(told.why('accept', {}, keyed('k1'))).toBe('M25 key-reused');
  });

  it('[M25] and makes several steps at once, as the call back that closes, keeps its key', () => {
    const called = lifeIn('callback');
    const callBack = called.command('call-back', {}, keyed('k1'));
    called.take(callBack);
    expect(called.status).toBe('closed');
    expect(called.decide(callBack)).toEqual({ kind: 'unchanged', why: 'duplicate' });
    expect(called.work.keys).toEqual(['k1 call-back']);
  });

  it('[M25] and was a merger is known on both sides, also when the target has ended since', () => {
    const merged = lifeIn('accepted');
    const merge = merged.command('merge', {}, keyed('k1'));
    const target = lifeIn('callback').keep('hotline-T1').do('call-back');
    merged.take(merge);
    const keep = {
      type: 'KeepMember',
      by: CAST.cen,
      key: null,
      member: 'hotline-T1' as TicketId,
      isKept: true,
    } as const;
    expect([merged.decide(merge), target.decide(keep)]).toEqual(Array(2).fill({ kind: 'unchanged', why: 'duplicate' }));
  });

  it('[M25] without a key is another command', () => {
    expect(lifeIn('handling').do('contact').do('contact').work.contactAttempts).toHaveLength(2);
  });
});
