import type { Ticket } from '../ticket.ts';
import { markOf } from './clock-mark.ts';
import type { LifeEvent } from './evolve-life.ts';
import type { LifeContext } from './life-context.ts';
import { unmarkedTiers, type TierAt } from './next-time.ts';
import { after, lifeTime } from './step-maker.ts';

/**
 * What had passed before a step, was not in the log yet, and could not be found
 * after it, because the step moves or ends its clock: it is recorded with the
 * step, so that no extension outruns the timer (M31).
 */
export function passedBefore(
  ticket: Ticket,
  events: readonly LifeEvent[],
  { now, calendar }: Pick<LifeContext, 'now' | 'calendar'>,
): LifeEvent[] {
  const at = lifeTime(ticket, now);
  // What another edition of the calendar gave may not have passed.
  const passed = unmarkedTiers(ticket).filter((one) => one.at < at && !isOutdatedClock(ticket, one, calendar.version));
  if (passed.length === 0) return [];
  const next = unmarkedTiers(after(ticket, events));
  const isStillFound = ({ clock, tier }: TierAt): boolean =>
    next.some((one) => one.clock.id === clock.id && one.tier === tier && one.at < at);
  return passed.filter((one) => !isStillFound(one)).map(markOf);
}

const isOutdatedClock = ({ work }: Ticket, { clock: { id } }: TierAt, edition: string): boolean =>
  work?.clocks.some((clock) => clock.id === id && clock.isProvisional && clock.calendar !== edition) === true;
