import { isOpen, type Ticket } from '../../ticket.ts';
import { decided, type Decision } from '../../refusal.ts';
import type { KeepMember } from '../life-commands.ts';
import type { LifeEvent } from '../evolve-life.ts';
import type { LifeContext } from '../life-context.ts';
import { forbidden, lifeData, lifeTime, type MoveDecider } from '../step-maker.ts';
import { NO_WORK } from '../ticket-work.ts';
import { centreOf } from './intake-deciders.ts';

/** The ticket becomes part of another one; its clocks and its caller stay its own (M23). */
export const decideMerge: MoveDecider<'merge'> = (move) => {
  if ((move.ticket.work?.members.length ?? 0) > 0) {
    return forbidden(
      'not-a-target',
      'M23',
      'other tickets are merged into this one: merge those into the new target first',
    );
  }
  return decided({
    type: 'TicketMerged',
    typeVersion: 1,
    happenedAt: move.at,
    data: { ...lifeData(move, { note: move.payload.note }), into: move.payload.into, centre: centreOf(move) },
  });
};

/** Back to where it stood. Whether the target is still open is asked of the target, in the same breath. */
export const decideDetach: MoveDecider<'detach'> = (move) => {
  const { work, payload, at } = move;
  if (work.mergedInto === null) return forbidden('not-a-target', 'M23', 'the ticket is not merged into any other');
  return decided({
    type: 'TicketDetached',
    typeVersion: 1,
    happenedAt: at,
    data: { ...lifeData(move, { note: payload.note }), from: work.mergedInto, status: work.statusBefore ?? 'reported' },
  });
};

/** Every caller keeps the right to an answer of their own (M24). */
export const decideAnswerCaller: MoveDecider<'answer-caller'> = (move) => {
  if (move.work.isCallerAnswered) return forbidden('already-answered', 'M24', 'the caller has had the answer already');
  return decided({
    type: 'TicketCallerAnswered',
    typeVersion: 1,
    happenedAt: move.at,
    data: lifeData(move, { note: move.payload.note }),
  });
};

/** The target's side of a merge or a detachment: only while it is open (M23). */
export function decideKeepMember(
  ticket: Ticket | null,
  command: KeepMember,
  context: LifeContext,
): Decision<LifeEvent> {
  if (!ticket) return forbidden('unknown-ticket', 'M23', 'there is no such ticket to merge into');
  // What is so already was done with the same command, also when the target has ended since (M25).
  const isKnown = (ticket.work ?? NO_WORK).members.includes(command.member);
  if (command.isKept === isKnown) return { kind: 'unchanged', why: 'duplicate' };
  if (!isOpen(ticket))
    return forbidden('target-ended', 'M23', `the other ticket is ${ticket.status}: merging and detaching ends with it`);
  const actor = command.by.actors.find(({ kind }) => kind === 'CEN');
  const by = { who: command.by.who, role: actor?.kind ?? 'CEN', unit: actor?.unitId ?? null } as const;
  return decided({
    type: command.isKept ? 'TicketAbsorbed' : 'TicketMemberDetached',
    typeVersion: 1,
    happenedAt: lifeTime(ticket, context.now),
    data: { ...lifeData({ by, key: null }), member: command.member },
  });
}
