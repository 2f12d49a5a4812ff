import type { Decision } from '../refusal.ts';
import type { Ticket } from '../ticket.ts';
import type { LifeEvent } from './evolve-life.ts';
import { judgeMove } from './judge-move.ts';
import type { MoveTicket } from './life-commands.ts';
import type { LifeContext } from './life-context.ts';
import { MOVE_DECIDERS } from './move-deciders.ts';
import type { Move } from './moves.ts';
import { moveAt, type MoveDecider } from './step-maker.ts';

/**
 * Decides a move for somebody who may act as several: as the first of them for
 * whom it is open. Refused as the first of all, when it is open for none.
 */
export function decideAsAny(ticket: Ticket, command: MoveTicket, context: LifeContext): Decision<LifeEvent> {
  const judged = judgeMove(ticket, command.move, command.by, context.regionPath);
  if (!judged.ok) return { kind: 'refused', refusal: judged.refusal };
  const decide = MOVE_DECIDERS[command.move] as MoveDecider<Move>;
  const decisions = judged.actors.map((actor) => decide(moveAt<Move>(ticket, command, actor, context)));
  return decisions.find(({ kind }) => kind !== 'refused') ?? decisions[0] ?? { kind: 'unchanged', why: 'duplicate' };
}
