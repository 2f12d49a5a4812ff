import { DAY_MS } from '../../instant.ts';
import { decided } from '../../refusal.ts';
import { STAGE_LIMITS } from '../../policy/stage-limits.ts';
import { helpClock } from '../plan-unit-clocks.ts';
import { RAISED } from '../raised.ts';
import { resumption } from '../resumption.ts';
import { forbidden, lifeData, nextId, stopped, type MoveDecider } from '../step-maker.ts';
import { isRunning, startClock } from '../ticket-clocks.ts';
import type { TicketClock } from '../ticket-clock.ts';
import { isWorkingUnit, notWorking, unitInForce, unknownUnit } from '../unit-in-force.ts';

const ATTEMPTS_THAT_COUNT = 3;

/** Reaching the citizen, or the third failed attempt within a day, is the first response (M12). */
export const decideContact: MoveDecider<'contact'> = (move) => {
  const { work, payload, at } = move;
  const owed = work.clocks.find((one) => one.kind === 'respond' && isRunning(one));
  const since = Math.max(at - DAY_MS, owed ? owed.startedAt - 1 : 0);
  const failed = work.contactAttempts.filter((one) => !one.isReached && one.at > since).length;
  const isFirst = work.firstResponseAt === null || owed !== undefined;
  const isFirstResponse = isFirst && (payload.isReached || failed + 1 >= ATTEMPTS_THAT_COUNT);
  return decided({
    type: 'TicketContacted',
    typeVersion: 1,
    happenedAt: at,
    data: {
      ...lifeData(move, {
        note: payload.note,
        clocks: isFirstResponse ? stopped(work, at, ({ kind }) => kind === 'respond') : [],
      }),
      isReached: payload.isReached,
      isFirstResponse,
    },
  });
};

export const decideAddTask: MoveDecider<'add-task'> = (move) => {
  const { work, payload, at } = move;
  const unit = unitInForce(move, payload.unit);
  if (!unit) return unknownUnit(payload.unit, 'M13');
  if (!isWorkingUnit(unit)) return notWorking(unit, 'M13');
  if (unit.id === work.lead) return forbidden('helper-leads', 'M9', `${unit.name} leads already: name another helper`);
  const id = nextId('task', work.tasks);
  return decided({
    type: 'TicketTaskAdded',
    typeVersion: 1,
    happenedAt: at,
    data: {
      ...lifeData(move, { clocks: [helpClock(move, { id, unit: unit.id, days: payload.days }, work.clocks)] }),
      task: { id, unit: unit.id, what: payload.what, state: 'open', note: null },
    },
  });
};

export const decideFinishTask: MoveDecider<'finish-task'> = (move) => {
  const { work, payload, at, actor } = move;
  const task = work.tasks.find(({ id }) => id === payload.task);
  if (task?.state !== 'open' || task.unit !== actor.unitId) {
    return forbidden('unknown-task', 'M13', `${payload.task} is no open task of this unit`);
  }
  return decided({
    type: 'TicketTaskFinished',
    typeVersion: 1,
    happenedAt: at,
    data: {
      ...lifeData(move, { note: payload.note, clocks: stopped(work, at, ({ id }) => id === `help-${task.id}`) }),
      task: task.id,
    },
  });
};

export const decideExcuseTask: MoveDecider<'excuse-task'> = (move) => {
  const { work, payload, at } = move;
  const task = work.tasks.find(({ id, state }) => id === payload.task && state === 'open');
  if (!task) return forbidden('unknown-task', 'M13', `${payload.task} is no open task of this ticket`);
  return decided({
    type: 'TicketTaskExcused',
    typeVersion: 1,
    happenedAt: at,
    data: {
      ...lifeData(move, { note: payload.note, clocks: stopped(work, at, ({ id }) => id === `help-${task.id}`) }),
      task: task.id,
    },
  });
};

export const decideResume: MoveDecider<'resume'> = (move) => {
  const resumed = resumption(move, move.at);
  return decided({
    type: 'TicketResumed',
    typeVersion: 1,
    happenedAt: move.at,
    data: lifeData(move, { note: move.payload.note, ...resumed }),
  });
};

/** 吹哨: names who is to come, where and when; the matter rises by one way of handling (M16). */
export const decideWhistle: MoveDecider<'whistle'> = (move) => {
  const { ticket, work, payload, at, by, context } = move;
  const units = [...new Set(payload.units)];
  for (const id of units) {
    const unit = unitInForce(move, id);
    if (!unit) return unknownUnit(id, 'M16');
    if (!isWorkingUnit(unit)) return notWorking(unit, 'M16');
  }
  const isUrgent = ticket.facts.priority === 'P1' || ticket.facts.priority === 'P2';
  const id = nextId('whistle', work.whistles);
  const clocks: TicketClock[] = units.map((unit) =>
    startClock(
      {
        id: `report-in-${id}-${unit}`,
        kind: 'report-in',
        unit,
        startedAt: at,
        candidates: [
          {
            basis: 'policy',
            ref: 'stage:report-in',
            limit: isUrgent ? STAGE_LIMITS.reportInUrgent : STAGE_LIMITS.reportIn,
          },
        ],
      },
      work.pauses,
      context.calendar,
    ),
  );
  const { disposition } = ticket.facts;
  return decided({
    type: 'TicketWhistled',
    typeVersion: 1,
    happenedAt: at,
    data: {
      ...lifeData(move, { clocks }),
      disposition: (disposition && RAISED[disposition]) ?? disposition ?? 'fast',
      whistle: {
        id,
        by,
        at,
        place: payload.place,
        meetAt: payload.meetAt,
        what: payload.what,
        calls: units.map((unit) => ({ unit, reportedInAt: null })),
      },
    },
  });
};

export const decideReportIn: MoveDecider<'report-in'> = (move) => {
  const { work, payload, at, actor } = move;
  const whistle = work.whistles.find(({ id }) => id === payload.whistle);
  const call = whistle?.calls.find(({ unit, reportedInAt }) => unit === actor.unitId && reportedInAt === null);
  if (!whistle || !call) {
    return forbidden(
      'unknown-whistle',
      'M16',
      `${payload.whistle} does not call this unit, or it has reported in already`,
    );
  }
  return decided({
    type: 'TicketUnitReportedIn',
    typeVersion: 1,
    happenedAt: at,
    data: {
      ...lifeData(move, {
        note: payload.note,
        clocks: stopped(work, at, ({ id }) => id === `report-in-${whistle.id}-${call.unit}`),
      }),
      whistle: whistle.id,
      unit: call.unit,
    },
  });
};
