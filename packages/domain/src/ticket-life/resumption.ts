import type { Instant } from '../instant.ts';
import type { MoveAt } from './step-maker.ts';
import { governingClock } from './governing-clock.ts';
import { recomputeClocks } from './recompute-clocks.ts';
import type { TicketClock } from './ticket-clock.ts';

/** Running clocks and the effective deadline once the suspension ends at `at`: the pause is added up, nothing is lost (D21). */
export function resumption(
  { work, context }: Pick<MoveAt, 'work' | 'context'>,
  at: Instant,
): { readonly clocks: readonly TicketClock[]; readonly dueAt: Instant | null } {
  const pauses = work.pauses.map((pause) => (pause.to === null ? { ...pause, to: at } : pause));
  const clocks = recomputeClocks(work.clocks, { pauses, calendar: context.calendar });
  const after = work.clocks.map((clock) => clocks.find(({ id }) => id === clock.id) ?? clock);
  return { clocks, dueAt: governingClock({ clocks: after })?.dueAt ?? null };
}
