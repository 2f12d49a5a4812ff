import { HOUR_MS, instant, type Instant, type Ticket } from '@citybrain/domain';

/** How long a ticket that ended is remembered after the last of its times. */
const MEMORY_MS = 48 * HOUR_MS;
/** Led here it can be reopened or appealed for 30 days. */
const LED_MEMORY_MS = 31 * 24 * HOUR_MS;
/** Merged it can be detached while its target is open; a suspension may last a year. */
const MERGED_MEMORY_MS = 400 * 24 * HOUR_MS;

/** From when on an ended ticket is no longer held, by the log's recorded time (V7). */
export function forgottenFrom(ticket: Ticket): Instant {
  const { reportedAt, disposedAt, closedAt } = ticket;
  return instant(Math.max(reportedAt, disposedAt ?? 0, closedAt ?? 0) + memoryOf(ticket));
}

function memoryOf({ status, work }: Ticket): number {
  if (!work?.isLedHere) return MEMORY_MS;
  return status === 'merged' ? MERGED_MEMORY_MS : LED_MEMORY_MS;
}
