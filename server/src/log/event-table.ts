import { instant, type LogEvent, type StreamId } from '@citybrain/domain';
import { upcast } from './upcast.ts';

/** A row of `events` as the driver gives it. */
export interface EventTableRow {
  readonly sequence: number;
  readonly stream: StreamId;
  readonly version: number;
  readonly type: LogEvent['type'];
  readonly type_version: number;
  readonly happened_at: number;
  readonly recorded_at: number;
  readonly caused_by: string;
  readonly data: object;
}

/** The event that a row holds, lifted to the newest version of its type. */
export function eventFromRow(row: EventTableRow): LogEvent {
  return upcast({
    sequence: row.sequence,
    stream: row.stream,
    version: row.version,
    type: row.type,
    typeVersion: row.type_version,
    happenedAt: instant(row.happened_at),
    recordedAt: instant(row.recorded_at),
    causedBy: row.caused_by,
    data: row.data,
  });
}
