import { DAY_MS, instant, type Instant } from '../instant.ts';
import { nextDaysRung } from '../policy/escalation-ladder.ts';
import { isOpen, type Ticket, type TicketStatus } from '../ticket.ts';
import { governingClock } from './governing-clock.ts';
import { sourceTarget } from './source-target.ts';
import type { ClockKind, ClockMark, ClockTier, TicketClock } from './ticket-clock.ts';
import { isRunning } from './ticket-clocks.ts';

/** A clock as the timer sees it. */
export type TimedClock = Pick<TicketClock, 'id' | 'kind' | 'unit' | 'stoppedAt' | 'dueAt' | 'warnAt' | 'purpleAt'>;

/** A tier that has come or will come, and no entry of the log says so yet. */
export interface TierAt {
  readonly clock: TimedClock;
  readonly tier: ClockTier;
  readonly at: Instant;
}

/** In the order in which they come, also where they come in one instant. */
const TIERS = [
  ['warned', 'warnAt'],
  ['breached', 'dueAt'],
  ['purple', 'purpleAt'],
] as const satisfies readonly [ClockTier, keyof TimedClock][];

const NOTHING: readonly TimedClock[] = [];

/**
 * Clocks whose tiers are marked: those started here, and until the registration
 * the target that the ticket's source names. A clock that was stopped is among
 * them for what came while it ran. Of an ended ticket only those: a merged one's
 * clocks rest.
 */
export function timedClocks(ticket: Ticket): readonly TimedClock[] {
  const { work, status } = ticket;
  if (!work?.isLedHere) return status === 'reported' ? sourceClocks(ticket) : NOTHING;
  if (!isOpen(ticket)) return work.clocks.filter((clock) => !isRunning(clock));
  const isWaiting = UNREGISTERED.has(status) && governingClock(work) === undefined;
  return isWaiting ? [...sourceClocks(ticket), ...work.clocks] : work.clocks;
}

const UNREGISTERED: ReadonlySet<TicketStatus> = new Set(['reported', 'accepted', 'verifying']);

function sourceClocks(ticket: Ticket): readonly TimedClock[] {
  const target = sourceTarget(ticket);
  return target === null ? NOTHING : [sourceClock(ticket, target)];
}

/** A source's target warns when a fifth is left, and is purple when it is over by its own length. */
function sourceClock({ reportedAt }: Ticket, dueAt: Instant): TimedClock {
  const span = dueAt - reportedAt;
  return {
    ...{ id: 'source', kind: 'source' satisfies ClockKind, unit: null, stoppedAt: null, dueAt },
    warnAt: instant(Math.round(dueAt - span * 0.2)),
    purpleAt: instant(dueAt + span),
  };
}

/** Every tier that comes or came and is not marked yet, the soonest first. */
export function unmarkedTiers(ticket: Ticket): TierAt[] {
  const tiers: TierAt[] = [];
  for (const clock of timedClocks(ticket)) {
    for (const [tier, field] of TIERS) {
      const at = unmarkedAt(clock, tier, clock[field], ticket.marks);
      if (at !== null) tiers.push({ clock, tier, at });
    }
  }
  return tiers.sort((a, b) => a.at - b.at);
}

/** When the timer has to look at the ticket again; null: not by itself. */
export function nextTimeOf(ticket: Ticket): Instant | null {
  let next = soonest(
    ticket.status === 'suspended' ? (ticket.work?.suspension?.resumeAt ?? null) : null,
    ladderTimeOf(ticket),
  );
  for (const clock of timedClocks(ticket)) {
    for (const [tier, field] of TIERS) {
      const at = unmarkedAt(clock, tier, clock[field], ticket.marks);
      if (at !== null && (next === null || at < next)) next = at;
    }
  }
  return next;
}

/** When a rung of the ladder is reached by the time alone; null: none is. */
export function ladderTimeOf(ticket: Ticket): Instant | null {
  const { work, facts, reportedAt } = ticket;
  if (!work?.isLedHere || !isOpen(ticket) || facts.disposition === null) return null;
  const days = nextDaysRung(work.climbed);
  return days === null ? null : instant(reportedAt + days * DAY_MS);
}

const soonest = (one: Instant | null, other: Instant | null): Instant | null =>
  one === null || (other !== null && other < one) ? other : one;

function unmarkedAt(
  clock: TimedClock,
  tier: ClockTier,
  at: Instant | null,
  marks: readonly ClockMark[],
): Instant | null {
  if (at === null || !cameWhileRunning(clock, at)) return null;
  return marks.some((mark) => mark.clock === clock.id && mark.tier === tier) ? null : at;
}

/**
 * Whoever stops a clock in the very instant of its tier is in time. The clock of
 * the acceptance may be made and stopped in one step: what it missed then is in
 * that step.
 */
const cameWhileRunning = ({ stoppedAt, kind }: TimedClock, at: Instant): boolean =>
  stoppedAt === null || (at < stoppedAt && kind !== 'accept');
