import type { StreamId } from '@citybrain/domain';
import type { EventLog, StoredStream } from '../log/event-log.ts';

/**
 * Folds of the streams touched last, so that most commands need no read. A hint
 * only: the append checks the version, and a stale entry is dropped and read again.
 */
export class StreamCache {
  readonly #log: EventLog;
  readonly #capacity: number;
  readonly #entries = new Map<StreamId, StoredStream>();

  constructor(log: EventLog, capacity = 50_000) {
    this.#log = log;
    this.#capacity = capacity;
  }

  /** The folds of those of `streams` that exist. */
  async load(streams: ReadonlySet<StreamId>): Promise<Map<StreamId, StoredStream>> {
    const found = new Map<StreamId, StoredStream>();
    const missing: StreamId[] = [];
    for (const stream of streams) {
      const entry = this.#entries.get(stream);
      if (entry) found.set(stream, entry);
      else missing.push(stream);
    }
    if (missing.length > 0) {
      for (const [stream, entry] of await this.#log.load(missing)) found.set(stream, entry);
    }
    return found;
  }

  has(stream: StreamId): boolean {
    return this.#entries.has(stream);
  }

  put(stream: StreamId, entry: StoredStream): void {
    this.#entries.delete(stream);
    this.#entries.set(stream, entry);
    if (this.#entries.size > this.#capacity) {
      const oldest = this.#entries.keys().next();
      if (!oldest.done) this.#entries.delete(oldest.value);
    }
  }

  drop(streams: Iterable<StreamId>): void {
    for (const stream of streams) this.#entries.delete(stream);
  }
}
