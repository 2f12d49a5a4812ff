import { describe, expect, it } from 'vitest';
import { at, NOWHERE } from '../test-kit/commands.ts';
import {
  asUnit,
  clock,
  COMMUNITY_UNIT,
  dispatchedLife,
  disposedBy,
  measuredLife,
  reported,
  SANITATION,
  step,
  told,
} from '../test-kit/measured-life.ts';
import type { RegionId } from '../region.ts';
import type { TicketEvent } from '../ticket-events.ts';
import type { FactPart } from './measure-parts.ts';

const partsOf = (...events: readonly TicketEvent[]): FactPart[] =>
  measuredLife(...events).facts.map(({ part }) => part);
/** What the last event adds. */
const lastOf = (...events: readonly TicketEvent[]): FactPart[] =>
  partsOf(...events).slice(partsOf(...events.slice(0, -1)).length);

const PATROLLED = reported(0, {}, true);

describe('the facts of a life', () => {
  it('[Q1] stay when a ticket is reopened, and its next disposal is another one', () => {
    const life = [...dispatchedLife(600), disposedBy(100), step('TicketClosed', 120)];
    const again = [...life, step('TicketReopened', 200, { newFacts: 'x', dueAt: at(300) }), disposedBy(400)];
    expect(partsOf(...again).slice(0, partsOf(...life).length)).toEqual(partsOf(...life));
    const disposals = measuredLife(...again).facts.filter(({ part }) => part.startsWith('disposed'));
    expect(disposals.map((fact) => [fact.part, fact.at, fact.unit])).toEqual([
      ['disposed', at(100), SANITATION],
      ['disposed', at(400), SANITATION],
      ['disposedLate', at(400), SANITATION],
    ]);
  });

  it('[Q1] count where the ticket then lay', () => {
    const here = { ...NOWHERE, regionId: 'test:A' as RegionId };
    const moved: TicketEvent = { type: 'TicketUpdated', typeVersion: 1, happenedAt: at(50), data: { changes: { place: here }, flags: [], sourceUpdatedAt: at(50) } };
    const { facts } = measuredLife(reported(0), moved, told('TicketDisposed', 60));
    expect(facts.map(({ part, place }) => [part, place.regionId])).toEqual([['reported', null], ['disposed', 'test:A'], ['disposedUntimed', 'test:A']]);
  }); // prettier-ignore

  it('[Q1] are one disposal and one closing of a source, however often it corrects their times', () => {
    const target = reported(0, { dueAt: at(30) });
    expect(lastOf(target, told('TicketDisposed', 31))).toEqual(['disposed', 'disposedLate']);
    expect(lastOf(target, told('TicketDisposed', 31), told('TicketDisposed', 29))).toEqual([]);
    expect(lastOf(target, told('TicketDisposed', 20), told('TicketClosed', 30))).toEqual(['closed']);
    expect(lastOf(target, told('TicketDisposed', 20), told('TicketClosed', 30), told('TicketClosed', 31))).toEqual([]);
    expect(lastOf(target, told('TicketClosed', 30))).toEqual(['disposed', 'closed']);
    expect(lastOf(target, told('TicketClosed', 30), told('TicketDisposed', 25))).toEqual([]);
  });

  it('[Q2] of a return are about its dispatch: on its day, for the unit that returned it', () => {
    const asked = step('TicketReturnRequested', 90, { ...asUnit(SANITATION, 'DEP'), reason: 'not-our-duty', suggestedUnit: null, legalBasis: 'x' });
    const granted = step('TicketReturnAccepted', 95, { unit: SANITATION, isLocked: false });
    const { facts } = measuredLife(...dispatchedLife(600), asked, granted);
    expect(facts.filter(({ part }) => part.startsWith('return')).map((fact) => [fact.part, fact.at, fact.unit])).toEqual([
      ['returnAsked', at(15), SANITATION],
      ['returnGranted', at(15), SANITATION],
    ]);
  }); // prettier-ignore

  it('[Q2] of an exemption are about what was late: the last disposal, the closing', () => {
    const late = [...dispatchedLife(50), disposedBy(60), step('TicketClosed', 70)];
    const exempted = step('TicketExempted', 5_000, { reason: 'a storm' });
    expect(measuredLife(...late, exempted).facts.slice(-2).map((fact) => [fact.part, fact.at])).toEqual([
      ['disposedExempt', at(60)],
      ['closedExempt', at(70)],
    ]);
    const early = [...dispatchedLife(65), disposedBy(60), step('TicketClosed', 70)];
    expect(lastOf(...early, exempted)).toEqual(['closedExempt']);
  }); // prettier-ignore

  it('[Q2] of a detachment are about the merge that it undoes', () => {
    const merged = step('TicketMerged', 30, { into: 'other', centre: null });
    const { facts } = measuredLife(PATROLLED, merged, step('TicketDetached', 400, { from: 'other', status: 'reported' }));
    expect(facts.slice(-2).map((fact) => [fact.part, fact.at])).toEqual([['merged', at(30)], ['detached', at(30)]]);
  }); // prettier-ignore

  it('[Q8] of a limit that ends unmet: nothing before it has passed, missed after', () => {
    const stop = (minute: number): object => ({ clocks: [clock('respond-1', 'respond', 75, { unit: SANITATION, stoppedAt: at(minute) })] });
    const life = dispatchedLife(600);
    const contact = (minute: number): TicketEvent => step('TicketContacted', minute, { ...stop(minute), isReached: true, isFirstResponse: true });
    expect(lastOf(...life, contact(75))).toEqual(['responded']);
    expect(lastOf(...life, contact(76))).toEqual(['responded', 'respondedLate']);
    const returned = (minute: number): TicketEvent => step('TicketReturnAccepted', minute, { ...stop(minute), unit: SANITATION, isLocked: false });
    expect(lastOf(...life, returned(75))).toEqual(['returnGranted']);
    expect(measuredLife(...life, returned(76)).facts.at(-1)).toMatchObject({ part: 'respondMissed', unit: SANITATION, at: at(76) });
    expect(lastOf(...life, contact(70), returned(80))).toEqual(['returnGranted']);
  }); // prettier-ignore

  it('tells a late disposal also by a breach whose deadline was moved afterwards', () => {
    const mark = { clock: 'citizen-1', kind: 'citizen', unit: null, tier: 'breached', at: at(50) };
    const life = [...dispatchedLife(50), step('TicketClockBreached', 50, { mark })];
    const moved = step('TicketReclassified', 55, { classification: {}, condition: null, dueAt: at(900) });
    expect(lastOf(...life, moved, disposedBy(60))).toEqual(['disposed', 'disposedLate']);
  });

  it('tells what was settled in its community from what a department took over', () => {
    const closed = step('TicketClosed', 200);
    expect(lastOf(...dispatchedLife(600), disposedBy(100), closed)).toEqual(['closed', 'closedHere']);
    const own = step('TicketRegistered', 10, { classification: {}, dueAt: at(600) });
    expect(lastOf(PATROLLED, own, disposedBy(60, COMMUNITY_UNIT, 'COM'), closed)).toEqual([
      'closed',
      'closedHere',
      'closedInGrid',
    ]);
    expect(lastOf(reported(0), told('TicketClosed', 30))).toEqual([
      'disposed',
      'disposedUntimed',
      'closed',
      'closedUntimed',
    ]);
  });

  it('tells who found a matter first: the public, or the patrol, the grid workers and the cameras', () => {
    const registered = step('TicketRegistered', 10, { classification: {} });
    expect(lastOf(reported(0, {}, false), registered)).toEqual(['registered', 'registeredPublic']);
    expect(lastOf(PATROLLED, registered)).toEqual(['registered']);
    expect(lastOf(reported(0, { channel: 'video' }, false), registered)).toEqual(['registered']);
  });

  it('keeps solved and satisfied apart, and asks neither of whom was not reached', () => {
    const call = (outcome: string, isSolved: boolean | null, isSatisfied: boolean | null): FactPart[] =>
      lastOf(...dispatchedLife(600), disposedBy(60), step('TicketCalledBack', 90, { result: { at: at(90), outcome, isSolved, isSatisfied } }));
    expect(call('reached', true, false)).toEqual(['called', 'reached', 'solved']);
    expect(call('reached', false, true)).toEqual(['called', 'reached', 'satisfied']);
    expect(call('unreachable', null, null)).toEqual(['called']);
    expect(call('waived', null, null)).toEqual([]);
  }); // prettier-ignore
});
