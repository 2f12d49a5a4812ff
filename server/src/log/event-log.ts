import type { DomainEvent, Incident, Instant, LogEvent, Station, StreamId, Ticket } from '@citybrain/domain';
import type { Queries } from './database.ts';

/** The fold of a stream after its last event. */
export type StreamState =
  | { readonly kind: 'ticket'; readonly state: Ticket }
  | { readonly kind: 'station'; readonly state: Station }
  | { readonly kind: 'incident'; readonly state: Incident };

/** Events for one stream, decided when it stood at `expectedVersion` (0: it did not exist), and the fold after them. */
export interface StreamAppend {
  readonly stream: StreamId;
  readonly expectedVersion: number;
  readonly events: readonly DomainEvent[];
  readonly causedBy: string;
  /** Null for streams without a query table. */
  readonly after: StreamState | null;
}

/** What else happens in the transaction of an append: further writes, or a check that throws. */
export type Alongside = (transaction: Queries) => Promise<void>;

/** A stream as the store holds it. */
export interface StoredStream {
  readonly version: number;
  readonly current: StreamState;
}

/**
 * The one truth. Sequences count from 1 without a gap in commit order, also with
 * several writers.
 */
export interface EventLog {
  /**
   * Appends all or nothing, together with the query tables, synced to disk.
   * Each stream occurs once. `alongside` is left out when there are no events.
   * @throws Fault LOG-101 when a stream is at another version; STORE-104 when the store fails (the outcome may be unknown).
   */
  append(appends: readonly StreamAppend[], recordedAt: Instant, alongside?: Alongside): Promise<LogEvent[]>;
  /** Events after `sequence`, in order, at most `limit`. */
  read(afterSequence: number, limit: number): Promise<LogEvent[]>;
  readStream(stream: StreamId): Promise<LogEvent[]>;
  /** The present fold of those of `streams` that exist. */
  load(streams: readonly StreamId[]): Promise<Map<StreamId, StoredStream>>;
  /** The last sequence. */
  head(): Promise<number>;
  /**
   * Calls `onAppend` with the log's head when any writer has appended, until the
   * answer is called or the connection is lost, which `onLost` tells.
   */
  listen(onAppend: (sequence: number) => void, onLost: () => void): Promise<() => Promise<void>>;
}
