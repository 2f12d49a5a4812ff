import { instant, type Instant } from '../instant.ts';
import type { UnitId } from '../organisation/unit.ts';
import { isOpen, isUnfinished, type Ticket } from '../ticket.ts';
import type { TicketClock } from '../ticket-life/ticket-clock.ts';
import type { StandingPart } from './measure-parts.ts';

export interface MeasureStanding {
  readonly part: StandingPart;
  readonly unit: UnitId | null;
}

const NOTHING: readonly MeasureStanding[] = [];
const NO_CLOCKS: readonly TicketClock[] = [];

/** How an open ticket stands at `asOf`: a limit has passed from the instant after it. */
export function measureStandingOf(ticket: Ticket, asOf: Instant): readonly MeasureStanding[] {
  if (!isOpen(ticket)) return NOTHING;
  const { work, facts } = ticket;
  const unit = work?.lead ?? null;
  if (ticket.status === 'suspended') return [{ part: 'suspended', unit }];
  const standings: MeasureStanding[] = waitedFor(ticket)
    .filter(({ dueAt }) => dueAt !== null && dueAt < asOf)
    .map((clock) => ({ part: clock.kind === 'accept' ? 'acceptWaitingLate' : 'respondWaitingLate', unit: clock.unit }));
  if (facts.dueAt === null || facts.dueAt >= asOf) return standings;
  standings.push({ part: 'unclosedLate', unit });
  if ((work?.reworks ?? 0) > 0) standings.push({ part: 'unclosedLateReworked', unit });
  if (!isUnfinished(ticket)) return standings;
  standings.push({ part: 'openLate', unit });
  if ((work?.extensions ?? 0) > 0) standings.push({ part: 'openLateExtended', unit });
  return standings;
}

/** The first limit that passes at `asOf` or later; null: none will. */
export function nextStandingAt(ticket: Ticket, asOf: Instant): Instant | null {
  if (!isOpen(ticket) || ticket.status === 'suspended') return null;
  const times = waitedFor(ticket).flatMap(({ dueAt }) => (dueAt === null ? [] : [dueAt]));
  if (ticket.facts.dueAt !== null) times.push(ticket.facts.dueAt);
  const next = Math.min(...times.filter((at) => at >= asOf));
  return Number.isFinite(next) ? instant(next) : null;
}

/** Running clocks of what somebody still has to say: the acceptance, the first response. */
function waitedFor({ status, work }: Ticket): readonly TicketClock[] {
  if (!work?.isLedHere) return NO_CLOCKS;
  return work.clocks.filter(
    ({ kind, stoppedAt }) => stoppedAt === null && (kind === 'respond' || (kind === 'accept' && status === 'reported')),
  );
}
