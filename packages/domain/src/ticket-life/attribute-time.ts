import type { Instant } from '../instant.ts';
import type { UnitId } from '../organisation/unit.ts';
import type { Phase, TicketWork } from './ticket-work.ts';

/** How long one unit held a ticket in one phase, all its spans together. */
export interface HeldTime {
  readonly unit: UnitId | null;
  readonly phase: Phase;
  readonly heldMs: number;
  /** How many spans. */
  readonly times: number;
}

/**
 * Every minute attributed to a unit (M29), in the order in which each first held
 * it: the times add up to the span from the report to the end, or to `asOf`.
 */
export function attributeTime({ holdings }: Pick<TicketWork, 'holdings'>, asOf: Instant): HeldTime[] {
  const held = new Map<string, HeldTime>();
  for (const { unit, phase, from, to } of holdings) {
    const key = `${unit ?? ''} ${phase}`;
    const known = held.get(key);
    const heldMs = (known?.heldMs ?? 0) + Math.max(0, (to ?? asOf) - from);
    held.set(key, { unit, phase, heldMs, times: (known?.times ?? 0) + 1 });
  }
  return [...held.values()];
}
