import type { Instant, LogEvent, StreamId } from '@citybrain/domain';
import { PICTURE_VERSION } from '../views/snapshot/picture-version.ts';

/** What a snapshot begins with: of which picture it is, and on what that was made. */
export interface SnapshotHead {
  readonly pictureVersion: number;
  readonly regionsVersion: number;
  readonly zone: string;
  readonly asOf: Instant;
  /** The last event that was folded. */
  readonly last: LastEvent;
}

/** Tells an event from another one at the same sequence, in a store that was restored or exchanged. */
export interface LastEvent {
  readonly sequence: number;
  readonly stream: StreamId;
  readonly version: number;
  readonly type: string;
  readonly recordedAt: Instant;
}

/** What a snapshot would be taken up on. */
export interface SnapshotGround {
  readonly regionsVersion: number;
  readonly zone: string;
  readonly now: Instant;
}

export const lastEventOf = ({ sequence, stream, version, type, recordedAt }: LogEvent): LastEvent => ({
  sequence,
  stream,
  version,
  type,
  recordedAt,
});

/** Why a snapshot can't be taken up on `ground`; null: it can, if the log has its last event. */
export function whyUnfit(head: SnapshotHead, ground: SnapshotGround): string | null {
  if (head.pictureVersion !== PICTURE_VERSION) {
    return `it is of version ${head.pictureVersion} of the picture, this program makes ${PICTURE_VERSION}`;
  }
  if (head.regionsVersion !== ground.regionsVersion) {
    return `it is of regions ${head.regionsVersion}, in force are ${ground.regionsVersion}`;
  }
  if (head.zone !== ground.zone) return `it is of zone ${head.zone}, the city's is ${ground.zone}`;
  if (head.asOf > ground.now) return `it is of ${new Date(head.asOf).toISOString()}, which is yet to come`;
  return null;
}

/** Why the log that gave `found` at the last event's sequence is not the one that was folded; null: it is. */
export function whyOther(last: LastEvent, found: LogEvent | undefined): string | null {
  if (found?.sequence !== last.sequence) return `the log ends before its sequence ${last.sequence}`;
  const isSame =
    found.stream === last.stream &&
    found.version === last.version &&
    found.type === last.type &&
    found.recordedAt === last.recordedAt;
  return isSame ? null : `the log has another event at its sequence ${last.sequence}`;
}
