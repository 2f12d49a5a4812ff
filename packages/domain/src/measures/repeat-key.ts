import { DAY_MS } from '../instant.ts';
import type { Ticket } from '../ticket.ts';

/** A report is a repeat when it is at least the third of its place and category within 30 days. */
export const REPEAT_COUNT = 3;
export const REPEAT_WITHIN_MS = 30 * DAY_MS;

/** What makes two reports one and the same trouble: the deepest region known and the category; null where either is unknown. */
export function repeatKeyOf({ facts: { place, category } }: Ticket): string | null {
  if (category === null || place.regionId === null) return null;
  if (place.source === 'none' || place.source === 'outside') return null;
  return `${place.regionId} ${category}`;
}
