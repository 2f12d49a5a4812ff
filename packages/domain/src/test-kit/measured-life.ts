import { evolveTicket } from '../evolve-ticket.ts';
import { measureFactsOf, type MeasureFact } from '../measures/measure-facts.ts';
import { NO_TRACE, traceAfter } from '../measures/measure-trace.ts';
import type { UnitId } from '../organisation/unit.ts';
import type { Ticket, TicketFacts } from '../ticket.ts';
import type { TicketEvent } from '../ticket-events.ts';
import type { LifeEvent } from '../ticket-life/evolve-life.ts';
import type { LifeData } from '../ticket-life/life-events.ts';
import type { ClockKind, TicketClock } from '../ticket-life/ticket-clock.ts';
import type { Stamp } from '../ticket-life/ticket-work.ts';
import { at, ticketFacts } from './commands.ts';

export const SANITATION = 'sanitation' as UnitId;
export const COMMUNITY_UNIT = 'community' as UnitId;
const CENTRE_STAMP: Stamp = { who: 'centre', role: 'CEN', unit: 'centre' as UnitId };

/** For tests: what a life adds to the measures, event by event, and the ticket after it. */
export function measuredLife(...events: readonly TicketEvent[]): { ticket: Ticket; facts: readonly MeasureFact[] } {
  let before: Ticket | null = null;
  let trace = NO_TRACE;
  const facts: MeasureFact[] = [];
  for (const event of events) {
    const after: Ticket = evolveTicket(before, event);
    const made = measureFactsOf(trace, before, event, after);
    trace = traceAfter(trace, event, made);
    facts.push(...made);
    before = after;
  }
  if (!before) throw new Error('a life needs an event');
  return { ticket: before, facts };
}

export const reported = (minute: number, given: Partial<TicketFacts> = {}, isPatrol?: boolean): TicketEvent => ({
  ...{ type: 'TicketReported', typeVersion: 1, happenedAt: at(minute) },
  data: {
    ...{ source: 'desk', sourceId: 'T1', facts: ticketFacts(given), flags: [], sourceUpdatedAt: at(minute) },
    ...(isPatrol !== undefined && {
      life: {
        by: CENTRE_STAMP,
        key: null,
        note: null,
        clocks: [clock('accept', 'accept', 60)],
        isPatrol,
        centre: null,
      },
    }),
  },
});

/** A step by the centre, or as `data.by` says; the minutes are after the morning. */
export const step = (
  type: Exclude<LifeEvent['type'], 'TicketReported'>,
  minute: number,
  data: Partial<LifeData> & Readonly<Record<string, unknown>> = {},
): TicketEvent =>
  ({
    ...{ type, typeVersion: 1, happenedAt: at(minute) },
    data: { by: CENTRE_STAMP, key: null, note: null, clocks: [], ...data },
  }) as unknown as TicketEvent;

export function told(type: 'TicketDisposed' | 'TicketClosed', minute: number): TicketEvent {
  const rest = { typeVersion: 1, happenedAt: at(minute), data: { sourceUpdatedAt: at(minute) } } as const;
  return type === 'TicketDisposed' ? { type, ...rest } : { type, ...rest };
}

export const clock = (
  id: string,
  kind: ClockKind,
  dueMinute: number | null,
  given: Partial<TicketClock> = {},
): TicketClock => ({
  ...{ id, kind, unit: null, startedAt: at(0), stoppedAt: null, basis: 'policy', ref: 'test', limit: null },
  ...{
    extendedDays: 0,
    candidates: [],
    dueAt: dueMinute === null ? null : at(dueMinute),
    warnAt: null,
    purpleAt: null,
  },
  ...{ isProvisional: false, calendar: 'test' },
  ...given,
});

export const asUnit = (unit: UnitId, role: Stamp['role']): Pick<LifeData, 'by'> => ({ by: { who: unit, role, unit } });

/** From the registration to the signature of a department, due at `dueMinute`; it has an hour to respond. */
export const dispatchedLife = (dueMinute: number): readonly TicketEvent[] => [
  reported(0, {}, false),
  step('TicketAccepted', 5, { classification: {}, desk: null, centre: null, clocks: [clock('accept', 'accept', 60, { stoppedAt: at(5) })] }),
  step('TicketRegistered', 10, { classification: {}, clocks: [clock('citizen-1', 'citizen', dueMinute)], dueAt: at(dueMinute), desk: null }),
  step('TicketDispatched', 15, { disposition: 'fast', lead: SANITATION, leadName: 'x', tasks: [], clocks: [clock('respond-1', 'respond', 75, { unit: SANITATION })] }),
  step('TicketSigned', 20, asUnit(SANITATION, 'DEP')),
]; // prettier-ignore

export const disposedBy = (minute: number, unit: UnitId = SANITATION, role: Stamp['role'] = 'DEP'): TicketEvent =>
  step('TicketDisposed', minute, { ...asUnit(unit, role), evidence: [] });
