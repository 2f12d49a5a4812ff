import type { TicketClock } from './ticket-clock.ts';
import type { TicketWork } from './ticket-work.ts';

/**
 * The clock whose deadline is the ticket's: that of the redo while there is one,
 * else the citizen's, which is never reset. Undefined before the registration.
 */
export function governingClock({ clocks }: Pick<TicketWork, 'clocks'>): TicketClock | undefined {
  return clocks.filter(({ kind }) => kind === 'citizen' || kind === 'redo').at(-1);
}
