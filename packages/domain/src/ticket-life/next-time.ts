import { instant, type Instant } from '../instant.ts';
import { isOpen, type Ticket } from '../ticket.ts';
import type { ClockKind, ClockTier, TicketClock } from './ticket-clock.ts';
import { isRunning } from './ticket-clocks.ts';

/** A clock as the timer sees it. */
export type TimedClock = Pick<TicketClock, 'id' | 'kind' | 'unit' | 'dueAt' | 'warnAt' | 'purpleAt'>;

/** A tier that has come or will come, and no entry of the log says so yet. */
export interface TierAt {
  readonly clock: TimedClock;
  readonly tier: ClockTier;
  readonly at: Instant;
}

const NOTHING: readonly TimedClock[] = [];

/** Clocks that run: those started here, or the one target that the ticket's source names. */
export function runningClocks(ticket: Ticket): readonly TimedClock[] {
  if (!isOpen(ticket)) return NOTHING;
  if (ticket.work?.isLedHere) return ticket.work.clocks.filter(isRunning);
  const { dueAt } = ticket.facts;
  const isDoubtful = ticket.flags.includes('due-before-report') || ticket.flags.includes('due-implausible');
  if (ticket.status !== 'reported' || dueAt === null || isDoubtful) return NOTHING;
  const span = dueAt - ticket.reportedAt;
  return [
    {
      id: 'source',
      kind: 'source' satisfies ClockKind,
      unit: null,
      dueAt,
      warnAt: instant(Math.round(dueAt - span * 0.2)),
      purpleAt: instant(dueAt + span),
    },
  ];
}

/** Every tier of the running clocks that is not marked yet, the soonest first. */
export function unmarkedTiers(ticket: Ticket): TierAt[] {
  const tiers: TierAt[] = [];
  for (const clock of runningClocks(ticket)) {
    for (const [tier, at] of tiersOfClock(clock)) {
      const isMarked = ticket.marks.some((mark) => mark.clock === clock.id && mark.tier === tier);
      if (at !== null && !isMarked) tiers.push({ clock, tier, at });
    }
  }
  return tiers.sort((a, b) => a.at - b.at);
}

/** A clock breaches in the instant after its deadline: whoever finishes in that very instant is in time. */
export const tiersOfClock = ({ warnAt, dueAt, purpleAt }: TimedClock): [ClockTier, Instant | null][] => [
  ['warned', warnAt],
  ['breached', dueAt],
  ['purple', purpleAt],
];

/** When the timer has to look at the ticket again; null: not by itself. */
export function nextTimeOf(ticket: Ticket): Instant | null {
  const resumeAt = ticket.status === 'suspended' ? (ticket.work?.suspension?.resumeAt ?? null) : null;
  const tier = unmarkedTiers(ticket)[0]?.at ?? null;
  if (resumeAt === null || tier === null) return resumeAt ?? tier;
  return instant(Math.min(resumeAt, tier));
}
