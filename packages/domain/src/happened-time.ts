import { MINUTE_MS, type Instant } from './instant.ts';
import type { Refusal } from './refusal.ts';

/** 1990-01-01T00:00:00Z. No feed of a city's matters reaches back further. */
export const EARLIEST_HAPPENED_AT = 631_152_000_000 as Instant;

/** How far a source's clock may run ahead of ours (DOMAIN.md §5.9). */
export const CLOCK_SKEW_MS = 10 * MINUTE_MS;

/** Refuses a time at which nothing can have happened; null when the time is possible. */
export function judgeHappenedAt(what: string, at: Instant, now: Instant): Refusal | null {
  if (at < EARLIEST_HAPPENED_AT) {
    return {
      code: 'happened-too-early',
      message: `${what} lies before 1990: correct the date and send the item again`,
    };
  }
  if (at > now + CLOCK_SKEW_MS) {
    return {
      code: 'happened-in-future',
      message: `${what} lies more than 10 minutes in the future: correct the date or the source's clock and send the item again`,
    };
  }
  return null;
}
