import type { Disposition, Priority } from '@citybrain/domain';

/**
 * The resolve limits of DOMAIN.md §9.3 as a source that counts plain hours gives
 * them: a working day as 24 hours, `top-level` P4 to its first milestone.
 */
const TARGET_HOURS: Record<Disposition, Record<Priority, number>> = {
  immediate: { P1: 2, P2: 4, P3: 24, P4: 24 },
  fast: { P1: 2, P2: 24, P3: 72, P4: 72 },
  assigned: { P1: 24, P2: 24, P3: 120, P4: 120 },
  joint: { P1: 24, P2: 72, P3: 240, P4: 360 },
  'top-level': { P1: 24, P2: 72, P3: 360, P4: 360 },
};

/** An enquiry is answered within a day, whatever its disposition. */
const CONSULTATION_HOURS = 24;

export const targetHours = (disposition: Disposition, priority: Priority, isConsultation: boolean): number =>
  isConsultation ? CONSULTATION_HOURS : TARGET_HOURS[disposition][priority];
