import { DAY_MS, instant, type Instant, type Ticket } from '@citybrain/domain';

/** A closed ticket can be reopened or appealed against for 30 days, whoever closed it. */
const MEMORY_MS = 31 * DAY_MS;
/** A merged one can be detached while its target is open; a suspension may last a year. */
const MERGED_MEMORY_MS = 400 * DAY_MS;

/** From when on an ended ticket is no longer held, by the log's recorded time (V7). */
export function forgottenFrom({ status, reportedAt, disposedAt, closedAt }: Ticket): Instant {
  const memoryMs = status === 'merged' ? MERGED_MEMORY_MS : MEMORY_MS;
  return instant(Math.max(reportedAt, disposedAt ?? 0, closedAt ?? 0) + memoryMs);
}
