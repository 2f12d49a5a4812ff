import type { Actor } from '../actor.ts';
import type { Refusal } from '../refusal.ts';
import type { Place } from '../place.ts';
import type { RegionId } from '../region.ts';
import type { Ticket } from '../ticket.ts';
import type { ActingPerson } from './life-commands.ts';
import { MOVE_RULES, type Move, type MoveRule, type Relation } from './moves.ts';
import { NO_WORK, type TicketWork } from './ticket-work.ts';

/** As whom somebody may make a move (at least one), or why they may not. */
export type Judgement =
  { readonly ok: true; readonly actors: readonly Actor[] } | { readonly ok: false; readonly refusal: Refusal };

type RegionPath = (place: Place) => readonly RegionId[];

/**
 * Whether a move is open to somebody now, whatever its details (M1, M2, M3). The
 * same function tells the screens which buttons there are, and why not.
 */
export function judgeMove(ticket: Ticket, move: Move, person: ActingPerson, regionPath: RegionPath): Judgement {
  const rule: MoveRule = MOVE_RULES[move];
  if (!rule.from.includes(ticket.status)) {
    return no('not-from-here', 'M1', `the ticket is ${ticket.status}: ${move} is for ${rule.from.join(', ')}`);
  }
  const fitting = person.actors.filter(({ kind }) => rule.actors.includes(kind));
  if (fitting.length === 0) {
    const are = [...new Set(person.actors.map(({ kind }) => kind))].join(', ') || 'nobody in this organisation';
    return no('not-your-role', 'M2', `${move} is for ${rule.actors.join(', ')}; ${person.who} acts as ${are}`);
  }
  const path = regionPath(ticket.facts.place);
  const actors = fitting.filter((one) => isRelated(rule.relation, one, ticket.work ?? NO_WORK, path));
  return actors.length > 0 ? { ok: true, actors } : no(...unrelated(rule.relation, move, person.who));
}

function isRelated(relation: Relation, actor: Actor, work: TicketWork, path: readonly RegionId[]): boolean {
  const { unitId } = actor;
  switch (relation) {
    case 'place':
      return actor.regionId === null || path.includes(actor.regionId);
    case 'lead':
      return unitId !== null && work.lead === unitId;
    case 'helper':
      return work.tasks.some((task) => task.unit === unitId && task.state === 'open');
    case 'called':
      return work.whistles.some(({ calls }) => calls.some((call) => call.unit === unitId && !call.reportedInAt));
    case 'noticed':
      return work.notices.some((notice) => notice.unit === unitId && notice.acknowledgedAt === null);
    case 'involved':
      return actor.kind === 'DEP'
        ? (['lead', 'helper', 'called', 'noticed'] as const).some((one) => isRelated(one, actor, work, path)) ||
            work.tasks.some((task) => task.unit === unitId)
        : isRelated('place', actor, work, path) || isRelated('lead', actor, work, path);
  }
}

const WHY_NOT: Readonly<Record<Relation, string>> = {
  place: 'is for those in whose region the ticket lies',
  lead: 'is for the unit that leads the ticket',
  helper: 'is for a unit with an open task',
  called: 'is for a unit that was called and has not reported in',
  noticed: 'is for the unit whose notice waits to be acknowledged',
  involved: 'is for those who have to do with the ticket',
};

const unrelated = (relation: Relation, move: Move, who: string): [Refusal['code'], string, string] => [
  relation === 'place' ? 'not-your-place' : 'not-your-unit',
  'M3',
  `${move} ${WHY_NOT[relation]}; that is not ${who}`,
];

const no = (code: Refusal['code'], rule: string, message: string): Judgement => ({
  ok: false,
  refusal: { code, rule, message },
});
