import { instant } from '../instant.ts';
import type { Instant } from '../instant.ts';
import { isOpen, type Ticket, type TicketFacts, type TicketStatus } from '../ticket.ts';
import type { TicketClosed, TicketDisposed, TicketReported } from '../ticket-events.ts';
import type { LifeData, LifeEventOf, TicketLifeEvent } from './life-events.ts';
import { LIFE_STEPS } from './life-steps.ts';
import { NO_WORK, type Holding, type Phase, type TicketWork } from './ticket-work.ts';
import type { TicketClock } from './ticket-clock.ts';

/** Every step that `evolveLife` folds: those that only happen here, and disposal and closing when done here. */
export type LifeEvent =
  | TicketLifeEvent
  | Extract<TicketDisposed, LifeEventOf<'TicketDisposed'>>
  | Extract<TicketClosed, LifeEventOf<'TicketClosed'>>;

/** What a step changes; what it leaves out stays. */
export interface LifePatch {
  readonly status?: TicketStatus;
  readonly disposedAt?: Instant | null;
  readonly closedAt?: Instant | null;
  readonly facts?: Partial<TicketFacts>;
  readonly marks?: Ticket['marks'];
  readonly work?: Partial<TicketWork>;
}

/** A deadline that passes takes no ticket in hand: it stays its source's. */
const MARKS: ReadonlySet<string> = new Set(['TicketClockWarned', 'TicketClockBreached', 'TicketClockTurnedPurple']);
const marksOnly = (ticket: Ticket, event: LifeEvent): Ticket =>
  'mark' in event.data ? { ...ticket, marks: [...ticket.marks, event.data.mark] } : ticket;

/** Most keys remembered for commands that are sent twice. */
const KEYS_KEPT = 40;

/** Folds a step of a ticket's life here. Deadlines come computed with the event: no calendar is needed. */
export function evolveLife(ticket: Ticket, event: LifeEvent): Ticket {
  const work = ticket.work ?? NO_WORK;
  if (!ticket.work && MARKS.has(event.type)) return marksOnly(ticket, event);
  const step = LIFE_STEPS[event.type] as (ticket: Ticket, work: TicketWork, event: LifeEvent) => LifePatch;
  const { work: workPatch, facts, ...rest } = step(ticket, work, event);
  const next: Ticket = {
    ...ticket,
    ...rest,
    facts: factsAfter(ticket.facts, facts, event.data),
    work: {
      ...work,
      ...workPatch,
      steppedAt: instant(Math.max(work.steppedAt ?? 0, event.happenedAt)),
      clocks: withClocks(work.clocks, event.data.clocks),
      keys: event.data.key === null ? work.keys : [...work.keys, event.data.key].slice(-KEYS_KEPT),
    },
  };
  return withHolding(next, event.happenedAt);
}

/** A report made here begins its life with it. */
export function beginLife(ticket: Ticket, { by, key, clocks, isPatrol, centre }: Life): Ticket {
  const work: TicketWork = {
    ...NO_WORK,
    isLedHere: true,
    isPatrol,
    centre,
    desk: by.unit,
    steppedAt: ticket.reportedAt,
    clocks,
    keys: key === null ? [] : [key],
  };
  return withHolding({ ...ticket, work }, ticket.reportedAt);
}
type Life = NonNullable<TicketReported['data']['life']>;

function factsAfter(facts: TicketFacts, patch: Partial<TicketFacts> | undefined, data: LifeData): TicketFacts {
  if (!patch && data.dueAt === undefined) return facts;
  return { ...facts, ...patch, ...(data.dueAt !== undefined && { dueAt: data.dueAt }) };
}

/** Clocks by id, the changed ones in their places and the new ones at the end. */
function withClocks(known: readonly TicketClock[], changed: readonly TicketClock[]): readonly TicketClock[] {
  if (changed.length === 0) return known;
  const byId = new Map(known.map((clock) => [clock.id, clock]));
  for (const clock of changed) byId.set(clock.id, clock);
  return [...byId.values()];
}

/**
 * Closes the span of whoever held the ticket and opens the next one's, when that
 * changed. What lies before the first step here was the centre's, and what lies
 * between an end and a return was nobody's: the spans join without a gap (M29).
 */
function withHolding(next: Ticket, at: Instant): Ticket {
  const { work } = next;
  if (!work?.isLedHere) return next;
  const holder = holderOf(next, work);
  const last = work.holdings.at(-1);
  const isOngoing = last?.to === null;
  if (holder && isOngoing && last.unit === holder.unit && last.phase === holder.phase) return next;
  if (!holder && last && !isOngoing) return next;
  const since = instant(Math.max(at, last?.to ?? last?.from ?? next.reportedAt));
  const before: Holding[] = last ? returned(last, since) : intake(work, next.reportedAt, since, holder !== null);
  const closed = work.holdings.map((span) => (span.to === null ? { ...span, to: since } : span));
  const opened: Holding[] = holder ? [{ ...holder, from: since, to: null }] : [];
  return { ...next, work: { ...work, holdings: [...closed, ...before, ...opened] } };
}

const intake = ({ centre }: TicketWork, from: Instant, to: Instant, isHeldNow: boolean): Holding[] =>
  from === to && isHeldNow ? [] : [{ unit: centre, phase: 'intake', from, to }];
const returned = ({ to: from }: Holding, to: Instant): Holding[] =>
  from !== null && from < to ? [{ unit: null, phase: 'ended', from, to }] : [];

const PHASE_OF: Partial<Record<TicketStatus, Phase>> = {
  reported: 'intake',
  accepted: 'intake',
  verifying: 'verification',
  registered: 'dispatching',
  dispatched: 'awaiting-sign',
  'return-review': 'return-review',
  handling: 'handling',
  suspended: 'suspended',
  disposed: 'checking',
  callback: 'calling-back',
};
const OF_THE_LEAD: ReadonlySet<Phase> = new Set(['awaiting-sign', 'handling', 'suspended']);
const OF_THE_DESK: ReadonlySet<Phase> = new Set(['intake', 'dispatching']);
const verifierOf = ({ clocks }: TicketWork): Holding['unit'] =>
  clocks.findLast(({ kind, stoppedAt }) => kind === 'verify' && stoppedAt === null)?.unit ?? null;

function holderOf(ticket: Ticket, work: TicketWork): Pick<Holding, 'unit' | 'phase'> | null {
  const phase = PHASE_OF[ticket.status];
  if (!phase || !isOpen(ticket)) return null;
  if (phase === 'verification') return { phase, unit: verifierOf(work) ?? work.desk ?? work.centre };
  if (OF_THE_LEAD.has(phase)) return { phase, unit: work.lead };
  return { phase, unit: OF_THE_DESK.has(phase) ? (work.desk ?? work.centre) : work.centre };
}
