import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, instant } from '../instant.ts';
import { shown, time } from '../test-kit/civil-calendar.ts';
import { recordTicket } from '../test-kit/commands.ts';
import { CAST, IN_GRID } from '../test-kit/life-cast.ts';
import { life, type Life } from '../test-kit/life-city.ts';
import { lifeIn } from '../test-kit/life-histories.ts';
import { attributeTime } from './attribute-time.ts';
import type { TicketId } from '../ticket.ts';
import { nextTimeOf } from './next-time.ts';

const id = (number: number): string => `hotline-T${number}`;

describe('a merger', () => {
  it('[M23, M24] of twelve keeps each one’s caller, and one that is detached is back where it stood', () => {
    const target = lifeIn('handling');
    const members = Array.from({ length: 12 }, (_, number) =>
      life()
        .report({ caller: { name: `caller ${number}`, phone: null } })
        .do('accept'),
    );
    members.forEach((member, number) => {
      member.do('merge');
      target.keep(id(number));
    });
    expect(target.work.members).toHaveLength(12);
    const [, second] = members as [Life, Life];
    expect([second.status, second.work.mergedInto]).toEqual(['merged', 'hotline-T9']);
    expect(second.do('answer-caller', {}, { by: 'com' }).why('answer-caller')).toBe('M24 already-answered');
    second.later(HOUR_MS).do('detach');
    target.later(HOUR_MS).keep(id(1), false);
    expect([second.status, second.work.mergedInto, second.ticket?.closedAt]).toEqual(['accepted', null, null]);
    expect(second.ticket?.facts.caller?.name).toBe('caller 1');
    expect(second.types()).toEqual([
      ...['TicketReported', 'TicketAccepted', 'TicketMerged', 'TicketCallerAnswered', 'TicketDetached'],
    ]);
    expect(target.work.members).toHaveLength(11);
    expect(target.types().filter((type) => type === 'TicketAbsorbed')).toHaveLength(12);
    expect(target.events.at(-1)).toMatchObject({
      type: 'TicketMemberDetached',
      data: { by: { who: 'wang', role: 'CEN' } },
    });
  });

  it('[M23] is into an open ticket, and ends with it', () => {
    const keep = { type: 'KeepMember', by: CAST.cen, key: null, member: id(1) as TicketId, isKept: true } as const;
    for (const status of ['closed', 'merged', 'cancelled'] as const) {
      expect(lifeIn(status).decide(keep)).toMatchObject({
        kind: 'refused',
        refusal: { rule: 'M23', code: 'target-ended' },
      });
    }
    const closed = lifeIn('callback').keep(id(1)).do('call-back');
    expect(closed.decide({ ...keep, isKept: false })).toMatchObject({ refusal: { code: 'target-ended' } });
    expect(life().decide(keep)).toMatchObject({ refusal: { code: 'unknown-ticket' } });
  });

  it('[M23] of a ticket that has members itself comes after theirs', () => {
    const target = lifeIn('handling').keep(id(1));
    expect(target.why('merge')).toBe('M23 not-a-target');
    expect(target.isOpen('merge', 'cen')).toBe(false);
  });

  it('[M23] lets the clocks rest, and what they passed meanwhile is found after the detachment', () => {
    const merged = lifeIn('handling')
      .do('merge')
      .later(30 * DAY_MS);
    expect(nextTimeOf(merged.ticket!)).toBeNull();
    merged.tick().do('detach');
    expect([merged.status, merged.due]).toEqual(['handling', '2026-03-20 18:00']);
    merged.tick();
    const breach = merged.ticket?.marks.find(({ clock, tier }) => clock === 'citizen-1' && tier === 'breached');
    expect(shown(breach?.at ?? null)).toBe('2026-03-20 18:00');
  });

  it('[M23] of a suspended ticket that should have gone on meanwhile lets it go on at its day', () => {
    const merged = lifeIn('suspended')
      .do('merge')
      .later(60 * DAY_MS)
      .do('detach');
    expect([merged.status, merged.due]).toEqual(['suspended', null]);
    const resumeAt = merged.work.suspension?.resumeAt;
    merged.tick();
    expect(merged.status).toBe('handling');
    expect(merged.work.pauses).toMatchObject([{ to: resumeAt }]);
  });

  it('[M23] of a ticket in return review brings it back there, with what was asked', () => {
    const back = lifeIn('return-review').do('merge').do('detach');
    expect([back.status, back.work.returnRequest?.reason]).toEqual(['return-review', 'not-our-duty']);
    expect(back.do('judge-return').status).toBe('registered');
  });

  it('[M29] in the very instant of its report has no minute, and gets none later', () => {
    const told = life();
    told
      .record(recordTicket({ reportedAt: told.now, facts: { place: IN_GRID } }))
      .do('merge')
      .later(HOUR_MS);
    expect(attributeTime(told.do('answer-caller').work, told.now)).toMatchObject([{ unit: 'centre', heldMs: 0 }]);
  });

  it('[M23, M29] of what only its source led keeps the source’s target, and every minute', () => {
    const told = life();
    const dueAt = time('2026-03-13 15:00');
    told.record(recordTicket({ reportedAt: told.now, facts: { place: IN_GRID, dueAt } }));
    told.later(HOUR_MS).do('merge').later(HOUR_MS).do('detach');
    expect(nextTimeOf(told.ticket!)).toBe(instant(dueAt - 0.2 * 6 * HOUR_MS));
    told.at('2026-03-13 16:00').tick();
    expect(told.ticket?.marks.map(({ clock, tier }) => `${clock} ${tier}`)).toEqual([
      'source warned',
      'source breached',
    ]);
    expect(
      attributeTime(told.work, told.now).map(({ unit, phase, heldMs }) => [unit, phase, heldMs / HOUR_MS]),
    ).toEqual([
      ['centre', 'intake', 6],
      [null, 'ended', 1],
    ]);
  });
});
