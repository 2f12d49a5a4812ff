import { DAY_MS } from '../../instant.ts';
import { decided } from '../../refusal.ts';
import type { EvidencePiece } from '../ticket-work.ts';
import { isLate } from '../is-late.ts';
import { climbLadder, LADDER, supervision } from '../climb.ts';
import type { LifeEvent } from '../evolve-life.ts';
import { citizenClockAnew } from '../plan-clocks.ts';
import { redoClocks } from '../plan-unit-clocks.ts';
import { RAISED } from '../raised.ts';
import { after, forbidden, lifeData, stopped, type MoveAt, type MoveDecider } from '../step-maker.ts';
import { resumeClock } from '../ticket-clocks.ts';
import type { TicketClock } from '../ticket-clock.ts';
import { agreement } from './agreement.ts';
import { centreOf } from './intake-deciders.ts';

const isOfTheWork = ({ kind }: TicketClock): boolean => kind !== 'verify' && kind !== 'report-in';
const isPhoto = ({ mediaType }: EvidencePiece): boolean => mediaType.startsWith('image/');

/** Since the work was last found wanting; before that everything counts. */
const workSince = ({ holdings }: MoveAt['work']): number =>
  holdings.findLast(({ phase }) => phase === 'checking' || phase === 'calling-back')?.to ?? 0;

/** Only 即办, with photos of before and after. */
export const decideSelfDispose: MoveDecider<'self-dispose'> = (move) => {
  const { ticket, work } = move;
  if (ticket.facts.disposition !== 'immediate') {
    return forbidden('wrong-disposition', 'M17', 'only an immediate matter (即办) is disposed of without a dispatch');
  }
  const since = workSince(work);
  if (work.evidence.filter((piece) => piece.at > since && isPhoto(piece)).length < 2) {
    return forbidden(
      'evidence-missing',
      'M17',
      'it needs a photo from before and one from after: upload both, then try again',
    );
  }
  return decided(disposal(move));
};

/** The unit, not the worker, says that it is done; everything else is done by then (M13, M17). */
export const decideDispose: MoveDecider<'dispose'> = (move) => {
  const { work } = move;
  const open = work.tasks.filter(({ state }) => state === 'open');
  if (open.length > 0) {
    const names = open.map(({ unit }) => move.context.organisation.unit(unit)?.name ?? unit).join(', ');
    return forbidden('tasks-open', 'M13', `helpers still owe their part (${names}): it is finished or excused first`);
  }
  const since = workSince(work);
  if (!work.evidence.some(({ at }) => at > since)) {
    const which = since > 0 ? 'of the new work' : 'of the work';
    return forbidden(
      'evidence-missing',
      'M17',
      `evidence ${which} is missing: upload a photo or a document, then try again`,
    );
  }
  return decided(disposal(move));
};

const disposal = (move: MoveAt<'dispose'> | MoveAt<'self-dispose'>): LifeEvent => ({
  type: 'TicketDisposed',
  typeVersion: 1,
  happenedAt: move.at,
  data: {
    ...lifeData(move, { note: move.payload.note, clocks: stopped(move.work, move.at, isOfTheWork) }),
    evidence: move.work.evidence.map(({ id }) => id),
  },
});

/** Somebody else looks whether it is done. If not, the deadline stands as if it had never stopped (M18). */
export const decideCheck: MoveDecider<'check'> = (move) => {
  const { ticket, work, payload, at, by } = move;
  if (!work.isLedHere) {
    return forbidden('not-from-here', 'M28', 'its source leads it and checks it: it can be reopened once it is closed');
  }
  if (work.disposedBy?.who === by.who) {
    return forbidden('same-person', 'M7', 'whoever disposed of it does not check it: leave it to somebody else');
  }
  if (!payload.isPassed) {
    return decided({
      type: 'TicketReworkOrdered',
      typeVersion: 1,
      happenedAt: at,
      data: lifeData(move, { note: payload.note, clocks: clocksOfTheWork(move).map(resumeClock) }),
    });
  }
  const passed = {
    type: 'TicketCheckPassed' as const,
    typeVersion: 1 as const,
    happenedAt: at,
    data: { ...lifeData(move, { note: payload.note }), needsCallback: !work.isPatrol },
  };
  return work.isPatrol ? decided(passed, closing(move, after(ticket, [passed]).work)) : decided(passed);
};

/** What the last disposal stopped of the lead and the citizen. */
const clocksOfTheWork = ({ ticket, work }: MoveAt): TicketClock[] =>
  work.clocks.filter(
    ({ kind, stoppedAt }) =>
      (kind === 'citizen' || kind === 'resolve' || kind === 'redo') &&
      stoppedAt !== null &&
      stoppedAt === ticket.disposedAt,
  );

const closing = (move: MoveAt, work: MoveAt['work'] | null): LifeEvent => ({
  type: 'TicketClosed',
  typeVersion: 1,
  happenedAt: move.at,
  data: { ...lifeData({ ...move, key: null }), clocks: work ? stopped(work, move.at, () => true) : [] },
});

const UNREACHABLE_THAT_CLOSE = 3;

/** Solved and satisfied are two facts; what is reasonably not so is done again (M19, M20). */
export const decideCallBack: MoveDecider<'call-back'> = (move) => {
  const { ticket, work, payload, at } = move;
  const { outcome, isSolved, isSatisfied } = payload;
  const isReached = outcome === 'reached';
  if (isReached && (isSolved === null || isSatisfied === null)) {
    return forbidden(
      'answer-incomplete',
      'M19',
      'the citizen was reached: say whether it is solved and whether they are satisfied',
    );
  }
  const called = {
    type: 'TicketCalledBack' as const,
    typeVersion: 1 as const,
    happenedAt: at,
    data: {
      ...lifeData(move, { note: payload.note }),
      result: { at, outcome, isSolved: isReached ? isSolved : null, isSatisfied: isReached ? isSatisfied : null },
    },
  };
  if (isReached && !(isSolved && isSatisfied) && payload.isReasonable) return decided(called, ...redo(move, called));
  const unreachable = work.callbacks.filter(
    (one) => one.outcome === 'unreachable' && one.at > (ticket.disposedAt ?? 0),
  );
  if (outcome === 'unreachable' && unreachable.length + 1 < UNREACHABLE_THAT_CLOSE) return decided(called);
  return decided(called, closing(move, after(ticket, [called]).work));
};

function redo(move: MoveAt<'call-back'>, called: LifeEvent): LifeEvent[] {
  const { ticket, work, at, context } = move;
  const { clocks, dueAt } = redoClocks(move);
  const ordered: LifeEvent = {
    type: 'TicketRedoOrdered',
    typeVersion: 1,
    happenedAt: at,
    data: { ...lifeData({ ...move, key: null }, { note: move.payload.note, clocks, dueAt }) },
  };
  const isSecond = work.redos + 1 === 2;
  const raised = isSecond ? secondRise(move) : [];
  const climbed = climbLadder(after(ticket, [called, ordered, ...raised]), at, context);
  const isSupervised = climbed.some(({ type }) => type === 'TicketSupervised');
  return [ordered, ...raised, ...climbed, ...(isSecond && !isSupervised ? secondNotice(move) : [])];
}

/** The second time it rises by one way of handling (M20). */
function secondRise({ ticket, at }: MoveAt): LifeEvent[] {
  const from = ticket.facts.disposition;
  const to = from && RAISED[from];
  if (!to) return [];
  const data = { ...lifeData({ by: LADDER, key: null }), rule: 'second-redo', from, to };
  return [{ type: 'TicketEscalated', typeVersion: 1, happenedAt: at, data }];
}

/** The ladder supervises each ticket once; the second redo wants its notice also after that. */
const secondNotice = ({ work, at }: MoveAt): LifeEvent[] =>
  supervision(work, at, 'second-redo', '第二次重办，发督办单\nA second redo: it is supervised');

const REOPEN_WITHIN_DAYS = 30;

/** New facts within 30 days; the same facts again are explained, not handled (M21). */
export const decideReopen: MoveDecider<'reopen'> = (move) => {
  const { ticket, payload, at } = move;
  if (ticket.closedAt !== null && at > ticket.closedAt + REOPEN_WITHIN_DAYS * DAY_MS) {
    return forbidden(
      'too-late',
      'M21',
      `it was closed more than ${REOPEN_WITHIN_DAYS} days ago: report the matter anew`,
    );
  }
  const planned = citizenClockAnew(move);
  return decided({
    type: 'TicketReopened',
    typeVersion: 1,
    happenedAt: at,
    data: {
      // What was never registered here is registered first: the old target of its source is over.
      ...lifeData(move, planned ? { clocks: [planned], dueAt: planned.dueAt } : { dueAt: null }),
      newFacts: payload.newFacts,
      centre: centreOf(move),
    },
  });
};

/** Once, of what was late; an approved one counts as on time, and the raw fact stays (M22). */
export const decideAppeal: MoveDecider<'appeal'> = (move) => {
  const { ticket, work, payload, at } = move;
  if (work.isAppealed) return forbidden('already-appealed', 'M22', 'a ticket is appealed once, and this one was');
  if (!isLate(ticket, at)) return forbidden('not-late', 'M22', 'it was in time: there is nothing to appeal against');
  return decided({
    type: 'TicketAppealed',
    typeVersion: 1,
    happenedAt: at,
    data: { ...lifeData(move), reason: payload.reason },
  });
};

export const decideJudgeAppeal: MoveDecider<'judge-appeal'> = (move) => {
  const { work, payload, at } = move;
  const request = work.appealRequest;
  if (!request) return forbidden('nothing-requested', 'M22', 'no appeal waits to be judged');
  const agreed = agreement(move, request);
  if (agreed.refusal) return agreed.refusal;
  const data = lifeData(move, { note: payload.note });
  if (!payload.isGranted) return decided({ type: 'TicketAppealDenied', typeVersion: 1, happenedAt: at, data });
  if (!agreed.isComplete) return decided({ type: 'TicketAppealApproved', typeVersion: 1, happenedAt: at, data });
  return decided({
    type: 'TicketExempted',
    typeVersion: 1,
    happenedAt: at,
    data: { ...data, reason: request.reason },
  });
};
