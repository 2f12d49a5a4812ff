import type { Instant, LogEvent, StreamId } from '@citybrain/domain';
import { Fault } from '../observe/fault.ts';
import type { Queries } from './database.ts';
import type { Alongside, EventLog, StoredStream, StreamAppend } from './event-log.ts';

const NO_TABLES: Queries = {
  query: () => Promise.reject(new Error('this log in memory has no tables')),
  execute: () => Promise.reject(new Error('this log in memory has no tables')),
};

/**
 * The log in memory, for tests that need no database. Passes the same contract as
 * the real one. What goes alongside an append is asked of `tables`; what it writes
 * there is not undone when the append fails.
 */
export class MemoryEventLog implements EventLog {
  readonly #events: LogEvent[] = [];
  readonly #streams = new Map<StreamId, StoredStream>();
  readonly #versions = new Map<StreamId, number>();
  readonly #listeners = new Set<(sequence: number) => void>();
  readonly #tables: Queries;

  constructor(tables: Queries = NO_TABLES) {
    this.#tables = tables;
  }

  async append(appends: readonly StreamAppend[], recordedAt: Instant, alongside?: Alongside): Promise<LogEvent[]> {
    if (appends.every(({ events }) => events.length === 0)) return [];
    this.#checkVersions(appends);
    if (alongside) {
      await alongside(this.#tables);
      this.#checkVersions(appends);
    }
    const appended: LogEvent[] = [];
    for (const { stream, expectedVersion, events, causedBy, after } of appends) {
      events.forEach((event, index) => {
        const sequence = this.#events.length + appended.length + 1;
        appended.push({ ...event, sequence, stream, version: expectedVersion + index + 1, recordedAt, causedBy });
      });
      const version = expectedVersion + events.length;
      this.#versions.set(stream, version);
      if (after) this.#streams.set(stream, { version, current: after });
    }
    this.#events.push(...appended);
    for (const heard of this.#listeners) heard(this.#events.length);
    return appended;
  }

  #checkVersions(appends: readonly StreamAppend[]): void {
    const stale = appends.find(({ stream, expectedVersion }) => (this.#versions.get(stream) ?? 0) !== expectedVersion);
    if (stale) throw new Fault('LOG-101', `${stale.stream} has moved on`, { canRetry: true });
  }

  read(afterSequence: number, limit: number): Promise<LogEvent[]> {
    return Promise.resolve(this.#events.slice(afterSequence, afterSequence + limit));
  }

  readStream(stream: StreamId): Promise<LogEvent[]> {
    return Promise.resolve(this.#events.filter((event) => event.stream === stream));
  }

  load(streams: readonly StreamId[]): Promise<Map<StreamId, StoredStream>> {
    const found = new Map<StreamId, StoredStream>();
    for (const stream of streams) {
      const stored = this.#streams.get(stream);
      if (stored) found.set(stream, stored);
    }
    return Promise.resolve(found);
  }

  head(): Promise<number> {
    return Promise.resolve(this.#events.length);
  }

  listen(onAppend: (sequence: number) => void): Promise<() => Promise<void>> {
    this.#listeners.add(onAppend);
    return Promise.resolve(() => {
      this.#listeners.delete(onAppend);
      return Promise.resolve();
    });
  }
}
