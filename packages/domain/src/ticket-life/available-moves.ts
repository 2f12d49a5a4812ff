import type { Actor } from '../actor.ts';
import { DAY_MS, instant } from '../instant.ts';
import type { Refusal } from '../refusal.ts';
import type { Ticket, TicketId } from '../ticket.ts';
import { decideAsAny } from './decide-as-any.ts';
import { judgeDispatchAnew } from './deciders/dispatch-deciders.ts';
import { judgeMove } from './judge-move.ts';
import type { ActingPerson, MovePayloads } from './life-commands.ts';
import type { LifeContext } from './life-context.ts';
import { MOVES, type Move } from './moves.ts';
import { NO_WORK } from './ticket-work.ts';

/** Whether somebody may make a move now, and if not, why: the rule and the words that a try would be refused with. */
export interface AvailableMove {
  readonly move: Move;
  /** Null: it is open. */
  readonly refusal: Refusal | null;
}

type Samples = { readonly [One in Move]?: (context: LifeContext) => MovePayloads[One] };

const SAID = { note: '-' } as const;
const GRANTED = { isGranted: true, note: '-' } as const;

/**
 * Moves whose refusal does not hang on what is filled in: they are decided on a
 * trial, so that the button and the answer can't disagree (M32).
 */
const SAMPLES: Samples = {
  'self-dispose': () => SAID,
  'request-return': () => ({ reason: 'not-our-duty', suggestedUnit: null, legalBasis: '-', note: null }),
  'judge-return': () => GRANTED,
  'request-extension': () => ({ days: 1, reason: '-', isCitizenTold: true }),
  'judge-extension': () => GRANTED,
  'request-suspension': ({ calendar, now }) => ({ reason: '-', resumeOn: calendar.dayAt(instant(now + DAY_MS)).date }),
  // Granting hangs on the day, denying on nothing.
  'judge-suspension': () => ({ isGranted: false, note: '-' }),
  dispose: () => SAID,
  check: () => ({ isPassed: true, note: '-' }),
  reopen: () => ({ newFacts: '-' }),
  appeal: () => ({ reason: '-' }),
  'judge-appeal': () => GRANTED,
  'answer-caller': () => SAID,
  merge: () => ({ into: '-' as TicketId, note: '-' }),
  detach: () => SAID,
  'add-evidence': () => ({ piece: { id: '-', sha256: '-', name: '-', mediaType: 'image/jpeg', size: 1 } }),
};

/** What a move is tried with; null where its refusal hangs on what is filled in. */
export const sampleOf = (move: Move, context: LifeContext): MovePayloads[Move] | null =>
  SAMPLES[move]?.(context) ?? null;

/** Every move there is, in the order of the table. */
export function availableMoves(ticket: Ticket, person: ActingPerson, context: LifeContext): AvailableMove[] {
  return MOVES.map((move) => ({ move, refusal: refusalOf(ticket, move, person, context) }));
}

function refusalOf(ticket: Ticket, move: Move, person: ActingPerson, context: LifeContext): Refusal | null {
  const judged = judgeMove(ticket, move, person, context.regionPath);
  if (!judged.ok) return judged.refusal;
  const payload = sampleOf(move, context);
  if (!payload) return emptyHanded(ticket, move, judged.actors);
  const decision = decideAsAny(ticket, { type: 'MoveTicket', move, by: person, key: null, payload }, context);
  return decision.kind === 'refused' ? decision.refusal : null;
}

/** Moves that need something which is not there. */
function emptyHanded(ticket: Ticket, move: Move, actors: readonly Actor[]): Refusal | null {
  const { work } = ticket;
  if (move === 'dispatch') {
    const answers = actors.map((actor) => judgeDispatchAnew({ ticket, work: work ?? NO_WORK, actor }));
    const refused = answers.includes(null) ? null : answers[0];
    return refused?.kind === 'refused' ? refused.refusal : null;
  }
  if (move === 'excuse-task' && !work?.tasks.some(({ state }) => state === 'open')) {
    return { code: 'unknown-task', rule: 'M13', message: 'the ticket has no open task' };
  }
  if (move === 'judge-proposal' && !work?.proposals.some(({ state }) => state === 'open')) {
    return { code: 'unknown-proposal', rule: 'M27', message: 'no proposal waits' };
  }
  return null;
}
