import { DAY_MS, HOUR_MS, instant, MINUTE_MS, type CivilDate } from '../instant.ts';
import { DISPOSITIONS, PRIORITIES, type TicketId } from '../ticket.ts';
import { availableMoves } from '../ticket-life/available-moves.ts';
import type { MovePayloads } from '../ticket-life/life-commands.ts';
import { MOVES, type Move } from '../ticket-life/moves.ts';
import { CALENDAR_OF_2026, civilCalendar } from './civil-calendar.ts';
import { recordTicket } from './commands.ts';
import { CAST, IN_GRID, type Role } from './life-cast.ts';
import type { Life } from './life-city.ts';
import { COMMUNITY_UNIT, POLICE, SANITATION, STREET_UNIT } from './organisation-fixture.ts';

/** One random thing that may happen; numbers are taken modulo what there is. */
export type RandomStep =
  | { readonly type: 'open-move'; readonly pick: number; readonly vary: number }
  | { readonly type: 'any-move'; readonly move: number; readonly role: number; readonly vary: number }
  | { readonly type: 'wait'; readonly spanMs: number }
  | { readonly type: 'tick' | 'mark' | 'resume' | 'recompute' | 'calendar' }
  | { readonly type: 'source'; readonly vary: number }
  | { readonly type: 'keep'; readonly member: number; readonly isKept: boolean };

/** Forwards and backwards: a server's clock may be set back. */
export const SPANS_MS = [1, MINUTE_MS, HOUR_MS, 5 * HOUR_MS, DAY_MS, 4 * DAY_MS, 20 * DAY_MS, -MINUTE_MS, -3 * HOUR_MS];

const ROLES = Object.keys(CAST) as Role[];
const UNITS = [POLICE.id, SANITATION.id, STREET_UNIT.id, COMMUNITY_UNIT.id];
const BLIND = civilCalendar('blind', { off: [], makeUp: [], loadedYears: [] });

const pick = <One>(list: readonly One[], at: number): One => {
  const found = list[at % list.length];
  if (found === undefined) throw new RangeError('nothing to pick from');
  return found;
};

/** What is said with a move, in some of the ways in which it can be said. */
export function variedPayload(move: Move, vary: number, now: Life['now']): Partial<MovePayloads[Move]> {
  const isYes = vary % 3 !== 0;
  const day = (days: number): CivilDate =>
    new Date(now + days * DAY_MS).toISOString().slice(0, 'YYYY-MM-DD'.length) as CivilDate;
  const helpers =
    vary % 2 === 0 ? [] : [{ unit: pick(UNITS, vary + 1), what: 'help', days: vary % 5 === 0 ? 2 : null }];
  const varied: { readonly [One in Move]?: Partial<MovePayloads[One]> } = {
    register: { disposition: pick(DISPOSITIONS, vary), priority: pick(PRIORITIES, vary >> 2) },
    reclassify: { disposition: pick(DISPOSITIONS, vary), priority: pick(PRIORITIES, vary >> 2) },
    dispatch: { disposition: pick(DISPOSITIONS, vary), lead: pick(UNITS, vary >> 1), helpers, leader: 'sun' },
    'judge-return': { isGranted: isYes },
    'judge-extension': { isGranted: isYes },
    'judge-suspension': { isGranted: isYes },
    'judge-appeal': { isGranted: isYes },
    'judge-proposal': { isAccepted: isYes },
    'request-extension': { days: 1 + (vary % 4) },
    'request-suspension': { resumeOn: day(1 + (vary % 30)) },
    contact: { isReached: isYes },
    check: { isPassed: isYes },
    'call-back': { isSolved: isYes, isSatisfied: vary % 2 === 0, isReasonable: vary % 5 !== 0 },
    'add-task': { unit: pick(UNITS, vary), days: vary % 2 === 0 ? null : 1 + (vary % 7) },
    whistle: { units: [pick(UNITS, vary), pick(UNITS, vary + 1)] },
    supervise: { kind: vary % 2 === 0 ? 'urge' : 'routine' },
    refuse: { reason: vary % 2 === 0 ? 'emergency' : 'in-petition' },
  };
  return varied[move] ?? {};
}

/** Every move that is open to somebody now; those that bring a life forward three times. */
const openMoves = (at: Life): (readonly [Move, Role])[] =>
  ROLES.flatMap((role) =>
    at.ticket === null
      ? []
      : availableMoves(at.ticket, CAST[role], at.context)
          .filter(({ refusal }) => refusal === null)
          .flatMap(({ move }) => Array<readonly [Move, Role]>(FORWARD.includes(move) ? 3 : 1).fill([move, role])),
  );

const FORWARD: readonly Move[] = [
  ...(['accept', 'register', 'dispatch', 'sign', 'dispose', 'check', 'call-back', 'reopen', 'appeal'] as const),
  ...(['judge-suspension', 'judge-extension', 'judge-return', 'judge-appeal', 'resume', 'finish-task'] as const),
];

/** Moves that end a life, or say nothing about it, are made less often. */
const isDull = (move: Move): boolean =>
  ['note', 'supervise', 'merge', 'cancel', 'refuse', 'excuse-task'].includes(move);

/** Takes a step when it is legal; a refused one changes nothing. */
export function takeStep(at: Life, step: RandomStep): Life {
  switch (step.type) {
    case 'open-move': {
      const open = openMoves(at).filter(([move]) => !isDull(move) || step.vary % 4 === 0);
      if (open.length === 0) return at;
      const [move, by] = pick(open, step.pick);
      return tryTo(at, move, by, step.vary);
    }
    case 'any-move':
      return tryTo(at, pick(MOVES, step.move), pick(ROLES, step.role), step.vary);
    case 'wait':
      return at.later(step.spanMs);
    case 'tick':
      return at.tick();
    case 'mark':
      return at.tryToTake({ type: 'MarkClock', clock: at.work.clocks.at(-1)?.id ?? 'source', tier: 'breached' });
    case 'resume':
      return at.tryToTake({ type: 'ResumeDue' });
    case 'recompute':
      return at.tryToTake({ type: 'RecomputeDeadlines' }).tryToTake({ type: 'ClimbLadder' });
    case 'calendar':
      return at.under({ calendar: at.context.calendar === BLIND ? CALENDAR_OF_2026 : BLIND });
    case 'source':
      return tellBySource(at, step.vary);
    case 'keep': {
      const member = `hotline-T${step.member}` as TicketId;
      return at.tryToTake({ type: 'KeepMember', by: CAST.cen, key: null, member, isKept: step.isKept });
    }
  }
}

/** As varied, or else as usual. */
function tryTo(at: Life, move: Move, by: Role, vary: number): Life {
  const steps = at.events.length;
  const key = vary % 3 === 0 ? { key: `k${vary}` } : {};
  at.tryToTake(at.command(move, variedPayload(move, vary, at.now), { by, ...key }));
  return at.events.length > steps ? at : at.tryToTake(at.command(move, {}, { by, ...key }));
}

function tellBySource(at: Life, vary: number): Life {
  const reportedAt = at.ticket?.reportedAt ?? at.now;
  const isDone = vary % 7 === 0;
  const dueAt = vary % 2 === 0 ? instant(reportedAt + (vary % 9) * 6 * HOUR_MS - HOUR_MS) : null;
  const facts = { category: 'H05', place: IN_GRID, title: `told ${vary}`, dueAt };
  const doneAt = instant(Math.max(at.now, reportedAt));
  return at.tryToRecord(recordTicket({ reportedAt, updatedAt: doneAt, ...(isDone && { disposedAt: doneAt }), facts }));
}
