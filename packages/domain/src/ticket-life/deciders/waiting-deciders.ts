import { countedMs } from '../../clock/counted-ms.ts';
import { instant, type CivilDate, type Instant } from '../../instant.ts';
import { decided } from '../../refusal.ts';
import type { WorkCalendar } from '../../work-calendar.ts';
import { governingClock } from '../governing-clock.ts';
import { forbidden, lifeData, type MoveAt, type MoveDecider } from '../step-maker.ts';
import { recomputeClocks } from '../recompute-clocks.ts';
import type { TicketClock } from '../ticket-clock.ts';
import { mostExtendedDays } from '../plan-clocks.ts';
import { agreement } from './agreement.ts';

const MAX_SUSPENSION_DAYS = 365;

const isExtended = ({ kind, stoppedAt }: TicketClock): boolean =>
  stoppedAt === null && (kind === 'citizen' || kind === 'resolve' || kind === 'redo' || kind === 'help');

/** The running clocks that an extension by `days` moves, and the effective deadline then. */
function extended(
  { work, context }: MoveAt,
  days: number,
): { readonly clocks: readonly TicketClock[]; readonly oldDueAt: Instant | null; readonly newDueAt: Instant | null } {
  const change = { pauses: work.pauses, calendar: context.calendar, moreDays: days };
  const clocks = recomputeClocks(work.clocks, change, isExtended);
  const before = governingClock(work);
  const next = clocks.find(({ id }) => id === before?.id) ?? before;
  return { clocks, oldDueAt: before?.dueAt ?? null, newDueAt: next?.dueAt ?? null };
}

/** Asked for before the deadline, with the old and the new one beside each other (M14). */
export const decideRequestExtension: MoveDecider<'request-extension'> = (move) => {
  const { ticket, work, payload, at, context } = move;
  const { priority, disposition } = ticket.facts;
  if (work.extensionRequest)
    return forbidden('already-requested', 'M14', 'an extension is asked for already and waits to be judged');
  if (priority === 'P1' || priority === 'P2') {
    return forbidden('urgent-not-extended', 'M14', `a ${priority} matter is never extended`);
  }
  const most = disposition === 'joint' || disposition === 'top-level' ? 2 : 1;
  if (work.extensions >= most) {
    return forbidden('too-many', 'M14', `this way of handling is extended at most ${most} time(s), and was`);
  }
  const mostDays = mostExtendedDays(move);
  if (work.extendedDays + payload.days > mostDays) {
    const left = Math.max(0, mostDays - work.extendedDays);
    return forbidden('too-long', 'M14', `extensions add up to at most ${mostDays} days here: ${left} are left`);
  }
  if (!payload.isCitizenTold) {
    return forbidden('citizen-not-told', 'M14', 'tell the citizen why it takes longer and until when, then ask again');
  }
  const clock = governingClock(work);
  const ownDueAts = work.clocks
    .filter((one) => isExtended(one) && one.kind !== 'help')
    .flatMap(({ dueAt }) => (dueAt === null ? [] : [dueAt]));
  const dueAt = Math.min(...ownDueAts);
  if (clock?.basis === 'statute') {
    return forbidden(
      'statute-not-extended',
      'M14',
      `the deadline is set by law (${clock.ref}): nobody here may extend it`,
    );
  }
  if (!Number.isFinite(dueAt) || at >= dueAt) {
    return forbidden('too-late', 'M14', 'the deadline has passed: an extension is asked for before it');
  }
  if (workingMs(at, instant(dueAt), context.calendar) < context.calendar.standardDayMs / 2) {
    return forbidden('too-late', 'M14', 'less than half a working day is left: an extension is asked for before that');
  }
  const { oldDueAt, newDueAt } = extended(move, payload.days);
  if (newDueAt !== null && oldDueAt !== null && newDueAt <= oldDueAt) {
    return forbidden('nothing-changes', 'M14', 'the deadline is the target of the source: no days here would move it');
  }
  return decided({
    type: 'TicketExtensionRequested',
    typeVersion: 1,
    happenedAt: at,
    data: { ...lifeData(move), days: payload.days, reason: payload.reason, oldDueAt, newDueAt },
  });
};

const workingMs = (from: Instant, to: Instant, calendar: WorkCalendar): number =>
  countedMs({ startedAt: from, limit: { mode: 'accrual', n: 1, unit: 'day' }, pauses: [] }, from, to, calendar);

export const decideJudgeExtension: MoveDecider<'judge-extension'> = (move) => {
  const { work, payload, at, by, actor, context } = move;
  const request = work.extensionRequest;
  if (!request) return forbidden('nothing-requested', 'M14', 'no extension is asked for');
  if (request.by.who === by.who) {
    return forbidden(
      'same-person',
      'M7',
      'whoever asked for the extension does not judge it: leave it to the next level',
    );
  }
  const leadKind = work.lead === null ? undefined : context.organisation.unit(work.lead)?.kind;
  if (actor.kind === 'STR' && leadKind !== 'community') {
    return forbidden(
      'not-your-role',
      'M14',
      'a street judges the extensions of its communities; others go to the centre',
    );
  }
  if (!payload.isGranted) {
    return decided({
      type: 'TicketExtensionDenied',
      typeVersion: 1,
      happenedAt: at,
      data: lifeData(move, { note: payload.note }),
    });
  }
  const { clocks, oldDueAt, newDueAt } = extended(move, request.days);
  return decided({
    type: 'TicketExtended',
    typeVersion: 1,
    happenedAt: at,
    data: {
      ...lifeData(move, { note: payload.note, clocks, dueAt: newDueAt }),
      days: request.days,
      oldDueAt,
      newDueAt,
    },
  });
};

/** 挂账: for a cause outside, until a date within a year, once, with the word of the centre and of a leader (M15). */
export const decideRequestSuspension: MoveDecider<'request-suspension'> = (move) => {
  const { work, payload, at, context } = move;
  if (work.suspensionRequest)
    return forbidden('already-requested', 'M15', 'a suspension is asked for already and waits to be judged');
  if (work.suspensions > 0)
    return forbidden('already-suspended-once', 'M15', 'a ticket is suspended once, and this one was');
  const resumeAt = startOf(payload.resumeOn, at, context.calendar);
  if (resumeAt === null) {
    return forbidden(
      'too-long',
      'M15',
      `${payload.resumeOn} is not within a year from now: choose the day on which it goes on`,
    );
  }
  return decided({
    type: 'TicketSuspensionRequested',
    typeVersion: 1,
    happenedAt: at,
    data: { ...lifeData(move), reason: payload.reason, resumeOn: payload.resumeOn, resumeAt },
  });
};

/** Midnight at the beginning of `date`; null when it is not one of the days to come within a year. */
function startOf(date: CivilDate, at: Instant, calendar: WorkCalendar): Instant | null {
  let day = calendar.dayAt(at);
  for (let ahead = 0; ahead < MAX_SUSPENSION_DAYS; ahead += 1) {
    day = calendar.dayAfter(day);
    if (day.date === date) return day.span.from;
  }
  return null;
}

export const decideJudgeSuspension: MoveDecider<'judge-suspension'> = (move) => {
  const { work, payload, at } = move;
  const request = work.suspensionRequest;
  if (!request) return forbidden('nothing-requested', 'M15', 'no suspension is asked for');
  const agreed = agreement(move, request);
  if (agreed.refusal) return agreed.refusal;
  if (!payload.isGranted) {
    return decided({
      type: 'TicketSuspensionDenied',
      typeVersion: 1,
      happenedAt: at,
      data: lifeData(move, { note: payload.note }),
    });
  }
  if (request.resumeAt <= at) {
    return forbidden('too-late', 'M15', `${request.resumeOn} has come: deny it, and let the unit ask for another day`);
  }
  if (!agreed.isComplete) {
    return decided({
      type: 'TicketSuspensionApproved',
      typeVersion: 1,
      happenedAt: at,
      data: lifeData(move, { note: payload.note }),
    });
  }
  const pauses = [...work.pauses, { from: at, to: null }];
  const clocks = recomputeClocks(work.clocks, { pauses, calendar: move.context.calendar });
  return decided({
    type: 'TicketSuspended',
    typeVersion: 1,
    happenedAt: at,
    data: {
      ...lifeData(move, { note: payload.note, clocks, dueAt: null }),
      reason: request.reason,
      resumeAt: request.resumeAt,
    },
  });
};
