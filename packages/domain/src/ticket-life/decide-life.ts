import { decided, refused, type Decision } from '../refusal.ts';
import type { Ticket } from '../ticket.ts';
import type { TicketEvent } from '../ticket-events.ts';
import { decideKeepMember } from './deciders/merging-deciders.ts';
import { acceptPlan } from './deciders/intake-deciders.ts';
import { decideTime } from './decide-time.ts';
import type { LifeEvent } from './evolve-life.ts';
import { decideAsAny } from './decide-as-any.ts';
import type { LifeContext } from './life-context.ts';
import type { MoveTicket, ReportTicket, TicketLifeCommand } from './life-commands.ts';
import type { Move } from './moves.ts';
import { passedBefore } from './passed-before.ts';
import { forbidden } from './step-maker.ts';
import { startClock } from './ticket-clocks.ts';

/** Decides a step of a ticket's life here (docs/spec/life.md). Pure; what is in force comes as `context`. */
export function decideLife(
  ticket: Ticket | null,
  command: TicketLifeCommand,
  context: LifeContext,
): Decision<TicketEvent> {
  switch (command.type) {
    case 'ReportTicket':
      return decideReport(ticket, command, context);
    case 'MoveTicket':
      return decideMove(ticket, command, context);
    case 'KeepMember':
      return decideKeepMember(ticket, command, context);
    default:
      return decideTime(ticket, command, context);
  }
}

function decideMove(ticket: Ticket | null, command: MoveTicket, context: LifeContext): Decision<LifeEvent> {
  if (!ticket) return forbidden('unknown-ticket', 'M1', 'there is no such ticket');
  // The key comes first: a command that was taken has changed the state that would now forbid it (M25).
  if (command.key !== null && ticket.work?.keys.includes(keyOf(command)))
    return { kind: 'unchanged', why: 'duplicate' };
  if (command.key !== null && ticket.work?.keys.some((known) => isKeyOf(known, command.key))) {
    return forbidden('key-reused', 'M25', `the key ${command.key} was used for another command: choose a new one`);
  }
  const decision = decideAsAny(ticket, { ...command, key: keyed(command) }, context);
  if (decision.kind !== 'events') return decision;
  return decided(...passedBefore(ticket, decision.events, context), ...decision.events);
}

/** `<key> <move>`: neither a move nor a report has a blank in its name. */
const isKeyOf = (known: string, key: string | null): boolean => known.slice(0, known.lastIndexOf(' ')) === key;

const keyOf = ({ key, move }: { readonly key: string | null; readonly move: Move | 'report' }): string =>
  `${key} ${move}`;
const keyed = (command: MoveTicket): string | null => (command.key === null ? null : keyOf(command));

/** Reported by a grid worker, a community or the centre; led here from the beginning. */
function decideReport(ticket: Ticket | null, command: ReportTicket, context: LifeContext): Decision<TicketEvent> {
  if (ticket) return { kind: 'unchanged', why: 'duplicate' };
  const { by, key, sourceId, facts, isPatrol } = command;
  const path = context.regionPath(facts.place);
  const fitting = by.actors.filter(({ kind }) => kind !== 'SYS');
  const actor = fitting.find(({ regionId }) => regionId === null || path.includes(regionId));
  if (!actor) {
    return fitting.length === 0
      ? refused('not-your-role', `${by.who} has no post here: reporting is for those who have one`, 'M2')
      : refused('not-your-place', `the place of the matter lies outside of where ${by.who} acts`, 'M3');
  }
  const centre = context.organisation.parts.units.find(({ kind }) => kind === 'centre')?.id ?? null;
  const clock = startClock(acceptPlan(context.now, centre), [], context.calendar);
  return decided({
    type: 'TicketReported',
    typeVersion: 1,
    happenedAt: context.now,
    data: {
      source: 'desk',
      sourceId,
      facts,
      flags: facts.place.source === 'outside' ? ['outside-regions'] : [],
      sourceUpdatedAt: context.now,
      life: {
        by: { who: by.who, role: actor.kind, unit: actor.unitId },
        key: key === null ? null : keyOf({ key, move: 'report' }),
        note: null,
        clocks: [clock],
        isPatrol: isPatrol && actor.kind === 'GRD',
        centre,
      },
    },
  });
}
