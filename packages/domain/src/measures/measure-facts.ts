import { type Instant } from '../instant.ts';
import type { UnitId } from '../organisation/unit.ts';
import type { Place } from '../place.ts';
import type { Ticket } from '../ticket.ts';
import type { TicketClosed, TicketDisposed, TicketEvent } from '../ticket-events.ts';
import type { TicketCalledBack } from '../ticket-life/life-events.ts';
import { governingClock } from '../ticket-life/governing-clock.ts';
import type { TicketClock } from '../ticket-life/ticket-clock.ts';
import type { FactPart } from './measure-parts.ts';
import type { MeasureTrace } from './measure-trace.ts';
import { repeatKeyOf } from './repeat-key.ts';

/** One more of a part: on the day of `at`, in the region of `place`, for `unit` (null: for none). */
export interface MeasureFact {
  readonly part: FactPart;
  readonly at: Instant;
  readonly place: Place;
  readonly unit: UnitId | null;
}

/** Reported to the city by its own people or eyes, not by the public. */
const PATROL_CHANNELS: readonly (string | null)[] = ['grid', 'video', 'patrol'];

/** What one event adds to the measures; never takes anything back. `repeated` is not among it: it takes other tickets to see. */
export function measureFactsOf(
  trace: MeasureTrace,
  before: Ticket | null,
  event: TicketEvent,
  after: Ticket,
): readonly MeasureFact[] {
  const made = factsMade(trace, before, event, after);
  const missed = 'by' in event.data ? missedResponses(before, event.type, event.data.clocks, event.happenedAt) : [];
  if (missed.length === 0) return made;
  return [
    ...made,
    ...missed.map((unit) => ({ part: 'respondMissed' as const, ...spotOf(event.happenedAt, after, unit) })),
  ];
}

function factsMade(
  trace: MeasureTrace,
  before: Ticket | null,
  event: TicketEvent,
  after: Ticket,
): readonly MeasureFact[] {
  const { happenedAt: at } = event;
  const add = (unit: UnitId | null, ...parts: readonly (FactPart | false)[]): MeasureFact[] =>
    parts.filter((part) => part !== false).map((part) => ({ part, ...spotOf(at, after, unit) }));
  const lead = after.work?.lead ?? null;
  switch (event.type) {
    case 'TicketReported':
      return add(null, 'reported', repeatKeyOf(after) !== null && 'repeatable');
    case 'TicketAccepted': {
      const clock = event.data.clocks.find(({ kind }) => kind === 'accept');
      if (!clock || clock.dueAt === null) return [];
      return add(clock.unit, 'accepted', at > clock.dueAt && 'acceptedLate');
    }
    case 'TicketRegistered':
      return add(null, 'registered', isPublic(after) && 'registeredPublic');
    case 'TicketDispatched':
      return add(event.data.lead, 'dispatched');
    case 'TicketReturnRequested':
      return beside(trace.dispatch, 'returnAsked');
    case 'TicketReturnAccepted':
      return beside(trace.dispatch, 'returnGranted');
    case 'TicketContacted':
      return stoppedResponses(before, event.data.clocks).flatMap(({ unit, dueAt }) =>
        add(unit, 'responded', at > dueAt && 'respondedLate'),
      );
    case 'TicketDisposed':
      return isFirstTold(before, event) ? add(lead, ...disposal(after, at)) : [];
    case 'TicketClosed':
      return isFirstTold(before, event) ? add(lead, ...closing(trace, before, event, after)) : [];
    case 'TicketCalledBack':
      return add(lead, ...callback(event));
    case 'TicketRedoOrdered':
      return add(lead, 'redone');
    case 'TicketExempted':
      return [...beside(trace.lateDisposal, 'disposedExempt'), ...beside(trace.lateClosing, 'closedExempt')];
    case 'TicketMerged':
      return add(lead, 'merged');
    case 'TicketDetached':
      return beside(trace.merging, 'detached');
    case 'TicketCancelled':
      return add(lead, 'cancelled');
    case 'TicketRefused':
      return add(lead, event.data.isTransferred ? 'transferred' : 'rejected');
    default:
      return [];
  }
}

const spotOf = (at: Instant, { facts }: Ticket, unit: UnitId | null): Omit<MeasureFact, 'part'> => ({
  at,
  place: facts.place,
  unit,
});

const beside = (fact: MeasureFact | null, part: FactPart): MeasureFact[] => (fact ? [{ ...fact, part }] : []);

const isPublic = ({ work, facts }: Ticket): boolean => !work?.isPatrol && !PATROL_CHANNELS.includes(facts.channel);

/** A source that corrects a time tells of the same disposal or closing, not of another one. */
function isFirstTold(before: Ticket | null, event: TicketDisposed | TicketClosed): boolean {
  if ('by' in event.data) return true;
  return event.type === 'TicketDisposed' ? before?.status === 'reported' : before?.status !== 'closed';
}

/** Past the deadline that the citizen was told, or found past one before (M31). */
function isPast({ marks, work, facts }: Ticket, at: Instant): boolean {
  if (facts.dueAt !== null && at > facts.dueAt) return true;
  const governing = work && governingClock(work);
  return marks.some(
    (mark) =>
      mark.tier === 'breached' &&
      (governing ? mark.clock === governing.id || mark.kind === 'citizen' : mark.kind === 'source' && mark.at < at),
  );
}

function disposal(after: Ticket, at: Instant): (FactPart | false)[] {
  const isLate = isPast(after, at);
  return [
    'disposed',
    isLate && 'disposedLate',
    !isLate && after.facts.dueAt === null && 'disposedUntimed',
    (after.work?.extensions ?? 0) > 0 && 'disposedExtended',
  ];
}

function closing(
  trace: MeasureTrace,
  before: Ticket | null,
  { data, happenedAt }: TicketClosed,
  after: Ticket,
): (FactPart | false)[] {
  const isLate = isPast(after, happenedAt);
  const isHere = 'by' in data;
  return [
    // A source that knows no disposal closes with it.
    ...(before?.status === 'reported' ? disposal(after, happenedAt) : []),
    'closed',
    isLate && 'closedLate',
    !isLate && after.facts.dueAt === null && 'closedUntimed',
    (after.work?.reworks ?? 0) > 0 && 'closedReworked',
    isHere && 'closedHere',
    isHere && !trace.hasLeftGrid && 'closedInGrid',
  ];
}

function callback({ data }: TicketCalledBack): (FactPart | false)[] {
  const { outcome, isSolved, isSatisfied } = data.result;
  if (outcome === 'waived') return [];
  const isReached = outcome === 'reached';
  return [
    'called',
    isReached && 'reached',
    isReached && isSolved === true && 'solved',
    isReached && isSatisfied === true && 'satisfied',
  ];
}

interface StoppedResponse {
  readonly unit: UnitId | null;
  readonly dueAt: Instant;
}

/** Response clocks that this event stops. */
function stoppedResponses(before: Ticket | null, clocks: readonly TicketClock[]): StoppedResponse[] {
  return clocks.flatMap(({ id, kind, unit, dueAt, stoppedAt }) => {
    if (kind !== 'respond' || stoppedAt === null || dueAt === null) return [];
    const wasRunning = before?.work?.clocks.find((clock) => clock.id === id)?.stoppedAt == null;
    return wasRunning ? [{ unit, dueAt }] : [];
  });
}

/** Units whose response clock ends here by something else than a response, after its limit: a limit that had not passed counts for nobody. */
function missedResponses(
  before: Ticket | null,
  type: TicketEvent['type'],
  clocks: readonly TicketClock[],
  at: Instant,
): (UnitId | null)[] {
  if (clocks.length === 0 || type === 'TicketContacted') return [];
  return stoppedResponses(before, clocks).flatMap(({ unit, dueAt }) => (at > dueAt ? [unit] : []));
}
