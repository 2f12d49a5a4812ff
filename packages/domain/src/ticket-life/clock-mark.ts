import type { LifeEvent } from './evolve-life.ts';
import type { TierAt } from './next-time.ts';
import { lifeData } from './step-maker.ts';
import type { ClockTier } from './ticket-clock.ts';
import type { Stamp } from './ticket-work.ts';

/** The timer, as the log names it. */
export const TIMER: Stamp = { who: 'system:timer', role: 'SYS', unit: null };
export const BY_TIMER = { by: TIMER, key: null };

const EVENT_OF = {
  warned: 'TicketClockWarned',
  breached: 'TicketClockBreached',
  purple: 'TicketClockTurnedPurple',
} as const satisfies Record<ClockTier, LifeEvent['type']>;

/** A tier that has passed, dated to when it did (D23). */
export const markOf = ({ clock: { id, kind, unit }, tier, at }: TierAt): LifeEvent => ({
  type: EVENT_OF[tier],
  typeVersion: 1,
  happenedAt: at,
  data: { ...lifeData(BY_TIMER), mark: { clock: id, kind, unit, tier, at } },
});
