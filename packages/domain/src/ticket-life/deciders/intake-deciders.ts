import { findCategory } from '../../categories.ts';
import { filingConditionsOf } from '../../policy/filing-conditions.ts';
import { STAGE_LIMITS } from '../../policy/stage-limits.ts';
import { decided } from '../../refusal.ts';
import type { Classification } from '../life-events.ts';
import { citizenClock, type CitizenPlan } from '../plan-clocks.ts';
import { reclassifiedClocks } from '../plan-unit-clocks.ts';
import { helpersOf } from '../recompute-clocks.ts';
import { forbidden, lifeData, nextId, stopped, type MoveAt, type MoveDecider } from '../step-maker.ts';
import { isRunning, startClock, stopClock } from '../ticket-clocks.ts';
import { unitInForce, unknownUnit } from '../unit-in-force.ts';

/** What was said; what was not stays. */
const classificationOf = (given: {
  readonly [Key in keyof Classification]?: Classification[Key] | null;
}): Classification => ({
  ...(given.category != null && { category: given.category }),
  ...(given.demandKind != null && { demandKind: given.demandKind }),
  ...(given.priority != null && { priority: given.priority }),
  ...(given.disposition != null && { disposition: given.disposition }),
});

export const decideAccept: MoveDecider<'accept'> = (move) => {
  const { ticket, payload, at, by, context } = move;
  const place = payload.place ?? ticket.facts.place;
  if (place.regionId === null || place.source === 'none') {
    return forbidden('place-unknown', 'M4', 'the ticket has no place: say the region it lies in when accepting it');
  }
  if ((payload.category ?? ticket.facts.category) === null) {
    return forbidden('category-missing', 'M4', 'the ticket has no category: choose one when accepting it');
  }
  const known = ticket.work?.clocks.find(({ kind }) => kind === 'accept');
  const accept = known ?? startClock(acceptPlan(ticket.reportedAt, centreOf(move)), [], context.calendar);
  return decided({
    type: 'TicketAccepted',
    typeVersion: 1,
    happenedAt: at,
    data: {
      ...lifeData(move, { note: payload.note, clocks: [stopClock(accept, at)] }),
      classification: classificationOf(payload),
      ...(payload.place && { place: payload.place }),
      desk: by.unit,
      centre: centreOf(move),
    },
  });
};

/** The clock of the acceptance, from the report on. */
export const acceptPlan = (
  reportedAt: MoveAt['at'],
  centre: MoveAt['by']['unit'],
): Parameters<typeof startClock>[0] => ({
  id: 'accept',
  kind: 'accept',
  unit: centre,
  startedAt: reportedAt,
  candidates: [{ basis: 'policy', ref: 'stage:accept', limit: STAGE_LIMITS.accept }],
});

export const centreOf = ({ context }: Pick<MoveAt, 'context'>): MoveAt['by']['unit'] =>
  context.organisation.parts.units.find(({ kind }) => kind === 'centre')?.id ?? null;

export const decideRefuse: MoveDecider<'refuse'> = (move) =>
  decided({
    type: 'TicketRefused',
    typeVersion: 1,
    happenedAt: move.at,
    data: {
      ...lifeData(move, { clocks: stopped(move.work, move.at, () => true) }),
      reason: move.payload.reason,
      told: move.payload.told,
      isTransferred: move.payload.reason === 'emergency',
      centre: centreOf(move),
    },
  });

export const decideVerify: MoveDecider<'verify'> = (move) => {
  const { payload, work, at, context } = move;
  const unit = unitInForce(move, payload.unit);
  if (!unit) return unknownUnit(payload.unit, 'M4');
  const clock = startClock(
    {
      id: nextId('verify', work.clocks),
      kind: 'verify',
      unit: unit.id,
      startedAt: at,
      candidates: [{ basis: 'policy', ref: 'stage:field-task', limit: STAGE_LIMITS.fieldTask }],
    },
    work.pauses,
    context.calendar,
  );
  return decided({
    type: 'TicketVerificationAsked',
    typeVersion: 1,
    happenedAt: at,
    data: { ...lifeData(move, { note: payload.note, clocks: [clock] }), unit: unit.id },
  });
};

export const decideReportVerification: MoveDecider<'report-verification'> = (move) =>
  decided({
    type: 'TicketVerified',
    typeVersion: 1,
    happenedAt: move.at,
    data: {
      ...lifeData(move, {
        note: move.payload.note,
        clocks: stopped(move.work, move.at, ({ kind }) => kind === 'verify'),
      }),
      isFound: move.payload.isFound,
    },
  });

export const decideRegister: MoveDecider<'register'> = (move) => {
  const { ticket, work, payload, at, by } = move;
  const category = payload.category ?? ticket.facts.category;
  if (category === null) return forbidden('category-missing', 'M5', 'the ticket has no category: choose one');
  const conditions = filingConditionsOf(category);
  const condition = conditions.find(({ id }) => id === payload.condition);
  if (payload.condition === null && conditions.length > 0) {
    return forbidden('condition-missing', 'M5', `${nameOf(category)} has filing conditions: choose the one that holds`);
  }
  if (payload.condition !== null && !condition) {
    return forbidden('unknown-condition', 'M5', `${payload.condition} is no filing condition of ${nameOf(category)}`);
  }
  const demandKind = payload.demandKind ?? ticket.facts.demandKind;
  const matter = { ...payload, category, demandKind, condition: condition ?? null };
  const planned = citizenClock(move, { ...matter, startedAt: at });
  if (!planned.ok) return { kind: 'refused', refusal: planned.refusal };
  return decided({
    type: 'TicketRegistered',
    typeVersion: 1,
    happenedAt: at,
    data: {
      ...lifeData(move, {
        note: payload.note,
        clocks: [...stopped(work, at, ({ kind }) => kind === 'verify'), planned.clock],
        dueAt: planned.clock.dueAt,
      }),
      classification: classificationOf({ ...payload, category }),
      condition: payload.condition,
      aspect: payload.aspect,
      isEnterprise: payload.isEnterprise,
      policy: planned.policy,
      desk: by.unit,
    },
  });
};

const nameOf = (category: string): string => findCategory(category)?.zh ?? category;

export const decideCancel: MoveDecider<'cancel'> = (move) =>
  decided({
    type: 'TicketCancelled',
    typeVersion: 1,
    happenedAt: move.at,
    data: lifeData(move, { note: move.payload.note, clocks: stopped(move.work, move.at, () => true) }),
  });

/** Recomputes from the original start: no time is won or lost by calling a matter otherwise (M6). */
export const decideReclassify: MoveDecider<'reclassify'> = (move) => {
  const { ticket, work, payload, at } = move;
  const { facts } = ticket;
  const category = payload.category ?? facts.category;
  const priority = payload.priority ?? facts.priority;
  const disposition = payload.disposition ?? facts.disposition;
  if (category === null || priority === null || disposition === null) {
    return forbidden('category-missing', 'M6', 'category, priority and disposition must be known: say what is missing');
  }
  const conditions = filingConditionsOf(category);
  const wanted = payload.condition ?? (payload.category === null ? work.condition : null);
  const condition = conditions.find(({ id }) => id === wanted) ?? null;
  if (conditions.length > 0 && !condition) {
    return forbidden('condition-missing', 'M6', `${nameOf(category)} has filing conditions: choose the one that holds`);
  }
  const running = work.clocks.findLast((clock) => clock.kind === 'citizen' && isRunning(clock));
  const { aspect, isEnterprise } = work;
  const plan: CitizenPlan = {
    ...{ category, priority, disposition, condition, aspect, isEnterprise },
    demandKind: payload.demandKind ?? facts.demandKind,
    startedAt: running?.startedAt ?? at,
    ...(running && { id: running.id, extendedDays: running.extendedDays }),
  };
  const planned = citizenClock(move, plan);
  if (!planned.ok) return { kind: 'refused', refusal: planned.refusal };
  // A citizen's clock that the first disposal stopped stays as it was.
  const anew = [...(running ? [planned.clock] : []), ...reclassifiedClocks(move, plan)];
  const clocks = [...anew, ...helpersOf(work.clocks, anew, { pauses: work.pauses, calendar: move.context.calendar })];
  return decided({
    type: 'TicketReclassified',
    typeVersion: 1,
    happenedAt: at,
    data: {
      ...lifeData(move, {
        note: payload.note,
        clocks,
        ...(running && ticket.status !== 'suspended' && { dueAt: planned.clock.dueAt }),
      }),
      classification: classificationOf({ category, priority, disposition, demandKind: payload.demandKind }),
      condition: condition?.id ?? null,
    },
  });
};
