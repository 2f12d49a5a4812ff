import { decided, type Decision } from '../../refusal.ts';
import { isInDutyList, resolveDuty, type DutyQuestion } from '../../organisation/resolve-duty.ts';
import type { Unit, UnitId } from '../../organisation/unit.ts';
import { STAGE_LIMITS } from '../../policy/stage-limits.ts';
import { climbLadder } from '../climb.ts';
import type { LifeEvent } from '../evolve-life.ts';
import { policyRefusal } from '../plan-clocks.ts';
import { helpClock, unitClocks } from '../plan-unit-clocks.ts';
import { after, forbidden, lifeData, nextId, stopped, type MoveAt, type MoveDecider } from '../step-maker.ts';
import { isRunning, startClock } from '../ticket-clocks.ts';
import type { HelperTask } from '../ticket-work.ts';
import type { TicketClock } from '../ticket-clock.ts';
import { isWorkingUnit, notWorking, unitInForce, unknownUnit } from '../unit-in-force.ts';

/** Not the redo's: the citizen was told its deadline, whoever does it. */
const UNIT_CLOCKS = new Set(['sign', 'respond', 'resolve', 'help']);
const isUnitClock = ({ kind }: TicketClock): boolean => UNIT_CLOCKS.has(kind);

/** How the duty lists see the matter today. */
export const dutyQuestion = ({ ticket, at, context }: Pick<MoveAt, 'ticket' | 'at' | 'context'>): DutyQuestion => ({
  category: ticket.facts.category,
  regionPath: context.regionPath(ticket.facts.place),
  disposition: ticket.facts.disposition,
  on: context.calendar.dayAt(at).date,
});

/** While it is handled, it takes more to dispatch it. Null: it may be dispatched. */
export function judgeDispatchAnew({
  ticket,
  work,
  actor,
}: Pick<MoveAt, 'ticket' | 'work' | 'actor'>): Decision<never> | null {
  if (ticket.status !== 'handling' || (work.isRaised && actor.kind !== 'COM')) return null;
  return forbidden(
    'not-raised',
    'M8',
    'it is handled: a whistle or the ladder must raise it before the street or the centre dispatches it anew',
  );
}

export const decideDispatch: MoveDecider<'dispatch'> = (move) => {
  const { ticket, work, payload, at, context } = move;
  const tooEarly = judgeDispatchAnew(move);
  if (tooEarly) return tooEarly;
  const lead = unitInForce(move, payload.lead);
  if (!lead) return unknownUnit(payload.lead, 'M8');
  const question = { ...dutyQuestion(move), disposition: payload.disposition };
  const why = judgeLead(move, lead, question) ?? judgeDisposition(move);
  if (why) return why;
  const tasks: HelperTask[] = [];
  const redo = redoFor(work, lead.id);
  const clocks = [...stopped(work, at, isUnitClock), ...redo, ...unitClocks(move, lead.id, payload.disposition)];
  for (const { unit, what, days } of payload.helpers) {
    const helper = unitInForce(move, unit);
    if (!helper) return unknownUnit(unit, 'M9');
    if (!isWorkingUnit(helper)) return notWorking(helper, 'M9');
    if (helper.id === lead.id)
      return forbidden('helper-leads', 'M9', `${lead.name} leads already: name another helper`);
    const id = nextId('task', [...work.tasks, ...tasks]);
    tasks.push({ id, unit: helper.id, what, state: 'open', note: null });
    clocks.push(helpClock(move, { id, unit: helper.id, days }, clocks));
  }
  const duty = resolveDuty(context.organisation, question);
  const dispatched: LifeEvent = {
    type: 'TicketDispatched',
    typeVersion: 1,
    happenedAt: at,
    data: {
      ...lifeData(move, { note: payload.note, clocks }),
      disposition: payload.disposition,
      lead: lead.id,
      leadName: lead.name,
      tasks,
      leader: payload.leader,
      isDesignated: work.returns >= 2,
      duty: duty.kind === 'duty' && duty.unit.id === lead.id ? duty.duty.id : null,
    },
  };
  return decided(dispatched, ...climbLadder(after(ticket, [dispatched]), at, context));
};

/** Whoever leads it now, or nobody, owes the redo; its deadline stays. */
const redoFor = ({ clocks }: MoveAt['work'], unit: UnitId | null): TicketClock[] =>
  clocks.filter((clock) => isRunning(clock) && clock.kind === 'redo').map((clock) => ({ ...clock, unit }));

/** A unit leads what its duty list names; a community nothing but that (M8). The centre may designate after two returns. */
function judgeLead(
  { actor, work, context }: MoveAt,
  lead: Unit,
  question: DutyQuestion,
): ReturnType<typeof forbidden> | null {
  if (lead.kind === 'grid' || lead.kind === 'centre' || lead.kind === 'leader-office') {
    return forbidden(
      'not-in-duty-list',
      'M8',
      `${lead.name} leads no tickets: choose a community, a street or a department`,
    );
  }
  if (actor.kind === 'COM' && lead.id !== actor.unitId) {
    return forbidden(
      'not-in-duty-list',
      'M8',
      'a community dispatches only to itself: whistle for others, or leave it to the street',
    );
  }
  const isDesignated = actor.kind === 'CEN' && work.returns >= 2 && lead.kind !== 'community';
  if (isDesignated || isInDutyList(context.organisation, lead.id, question)) return null;
  return forbidden(
    'not-in-duty-list',
    'M8',
    `${lead.name} has no duty for this category and place: choose the unit that the duty list names`,
  );
}

function judgeDisposition(move: MoveAt<'dispatch'>): ReturnType<typeof forbidden> | null {
  const { payload } = move;
  const refusal = policyRefusal(move, payload.disposition);
  if (refusal) return { kind: 'refused', refusal };
  if (payload.disposition === 'joint' && payload.helpers.length === 0) {
    return forbidden('helper-missing', 'M9', 'a joint handling needs a lead and at least one helper: name one');
  }
  if (payload.disposition === 'top-level' && payload.leader === null) {
    return forbidden('leader-missing', 'M9', 'a top-level handling needs the leader who takes it: name the account');
  }
  return null;
}

export const decideSign: MoveDecider<'sign'> = (move) =>
  decided({
    type: 'TicketSigned',
    typeVersion: 1,
    happenedAt: move.at,
    data: lifeData(move, {
      note: move.payload.note,
      clocks: stopped(move.work, move.at, ({ kind }) => kind === 'sign'),
    }),
  });

export const decideRequestReturn: MoveDecider<'request-return'> = (move) => {
  const { work, payload, at, actor, context } = move;
  if (work.isReturnLocked) {
    return forbidden(
      'return-locked',
      'M11',
      'the centre designated this unit, or denied a return: it may not be returned',
    );
  }
  const limit = actor.kind === 'DEP' ? STAGE_LIMITS.returnByDepartment : STAGE_LIMITS.returnByTerritory;
  const window = startClock(
    {
      id: 'return',
      kind: 'sign',
      unit: work.lead,
      startedAt: work.dispatchedAt ?? at,
      candidates: [{ basis: 'policy', ref: 'stage:return', limit }],
    },
    work.pauses,
    context.calendar,
  );
  if (window.dueAt !== null && at > window.dueAt) {
    return forbidden(
      'too-late',
      'M10',
      `a return is asked for within ${limit.n} ${limit.unit}s of the dispatch; that is over`,
    );
  }
  if (payload.suggestedUnit !== null && !unitInForce(move, payload.suggestedUnit))
    return unknownUnit(payload.suggestedUnit, 'M10');
  const { reason, suggestedUnit, legalBasis } = payload;
  return decided({
    type: 'TicketReturnRequested',
    typeVersion: 1,
    happenedAt: at,
    data: { ...lifeData(move, { note: payload.note }), reason, suggestedUnit, legalBasis },
  });
};

export const decideJudgeReturn: MoveDecider<'judge-return'> = (move) => {
  const { ticket, work, payload, at, by } = move;
  if (work.returnRequest?.by.who === by.who) {
    return forbidden(
      'same-person',
      'M7',
      'whoever asked for the return does not judge it: leave it to somebody else of the centre',
    );
  }
  const unit = work.lead;
  if (unit === null)
    return forbidden('nothing-requested', 'M10', 'no unit leads the ticket: there is nothing to judge');
  if (!payload.isGranted) {
    return decided({
      type: 'TicketReturnDenied',
      typeVersion: 1,
      happenedAt: at,
      data: {
        ...lifeData(move, { note: payload.note, clocks: stopped(work, at, ({ kind }) => kind === 'sign') }),
        unit,
      },
    });
  }
  const returned = {
    type: 'TicketReturnAccepted' as const,
    typeVersion: 1 as const,
    happenedAt: at,
    data: {
      ...lifeData(move, { note: payload.note, clocks: [...stopped(work, at, isUnitClock), ...redoFor(work, null)] }),
      unit,
      isLocked: work.returns + 1 >= 2,
    },
  };
  return decided(returned, ...climbLadder(after(ticket, [returned]), at, move.context));
};
