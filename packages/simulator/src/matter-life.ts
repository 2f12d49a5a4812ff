import {
  DAY_MS,
  HOUR_MS,
  MINUTE_MS,
  type Disposition,
  type Instant,
  type Priority,
  type SourceStatus,
} from '@citybrain/domain';
import { atLocalHour, localDayOf, localHourOf, wholeSecond } from './local-time.ts';
import type { Random } from './random.ts';

/** What a source knows of a matter from `updatedAt` on. */
export interface Version {
  readonly updatedAt: Instant;
  readonly status: SourceStatus;
  readonly disposedAt: Instant | null;
  readonly closedAt: Instant | null;
  /** Accepted by a unit: the record now names it. */
  readonly isAccepted: boolean;
}

export interface LifeFrame {
  readonly reportedAt: Instant;
  readonly limitMs: number;
  readonly disposition: Disposition;
  readonly priority: Priority;
  readonly isCitizens: boolean;
  readonly isConsultation: boolean;
  readonly slowness: number;
  /** When the work ends, where that is settled. */
  readonly finishedAt: Instant | null;
}

/** What would take longer is disposed then. */
const LONGEST_WORK_MS = 26 * DAY_MS;
const LONGEST_CHECK_MS = 3 * DAY_MS;

/** No matter is open for longer. */
export const LONGEST_LIFE_DAYS = 30;

/** Work of a typical matter as a share of its limit: some 5–12 % take longer than the limit. */
const TYPICAL_SHARE: Record<Disposition, number> = {
  immediate: 0.3,
  fast: 0.32,
  assigned: 0.36,
  joint: 0.42,
  'top-level': 0.4,
};
const SPREAD = 0.72;

/** reported → (accepted) → disposed → closed, oldest first; enquiries are answered and closed at once. */
export function drawLife(frame: LifeFrame, random: Random): Version[] {
  const { reportedAt, limitMs } = frame;
  const report: Version = {
    updatedAt: reportedAt,
    status: 'reported',
    disposedAt: null,
    closedAt: null,
    isAccepted: false,
  };
  const workMs = random.logNormal(limitMs * TYPICAL_SHARE[frame.disposition] * frame.slowness, SPREAD);
  const boundedMs = Math.min(Math.max(workMs, 8 * MINUTE_MS), LONGEST_WORK_MS);
  const finishedAt = frame.finishedAt ?? atWork(reportedAt + boundedMs, frame, random);
  const acceptedAt = wholeSecond(reportedAt + random.logNormal(12 * MINUTE_MS, 0.8));
  const versions = [report];
  if (random.chance(0.5) && acceptedAt < finishedAt)
    versions.push({ ...report, updatedAt: acceptedAt, isAccepted: true });
  if (frame.isConsultation) {
    versions.push({ ...report, updatedAt: finishedAt, status: 'closed', closedAt: finishedAt, isAccepted: true });
    return versions;
  }
  const checkMs = Math.min(random.logNormal(frame.isCitizens ? 18 * HOUR_MS : 2 * HOUR_MS, 0.8), LONGEST_CHECK_MS);
  const closedAt = wholeSecond(finishedAt + Math.max(checkMs, 5 * MINUTE_MS));
  const disposed: Version = {
    ...report,
    updatedAt: finishedAt,
    status: 'disposed',
    disposedAt: finishedAt,
    isAccepted: true,
  };
  versions.push(disposed, { ...disposed, updatedAt: closedAt, status: 'closed', closedAt });
  return versions;
}

/** Work that is not urgent rests from 20:00 to 7:30 and is done the next morning. */
function atWork(at: number, { priority }: LifeFrame, random: Random): Instant {
  const finishedAt = wholeSecond(at);
  const hour = localHourOf(finishedAt);
  if (priority === 'P1' || priority === 'P2' || (hour >= 7.5 && hour < 20)) return finishedAt;
  return atLocalHour(localDayOf(finishedAt) + (hour < 7.5 ? 0 : 1), random.between(7.5, 10));
}
