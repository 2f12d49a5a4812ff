import type { LogEvent } from '@citybrain/domain';
import type { EventLog } from './event-log.ts';

const PAGE = 5_000;

/** Takes the log's events in order, each once; may be slow. */
export type EventTaker = (events: readonly LogEvent[]) => void;

/**
 * Hands every event of the log to `take`, in sequence, exactly once, whoever
 * wrote it: the own writer offers what it appended, everything else is read.
 */
export class LogFollower {
  readonly #log: EventLog;
  readonly #take: EventTaker;
  #sequence: number;
  #reading: Promise<void> | null = null;
  #isBehind = false;

  constructor(log: EventLog, take: EventTaker, afterSequence = 0) {
    this.#log = log;
    this.#take = take;
    this.#sequence = afterSequence;
  }

  /** The last sequence handed over. */
  get sequence(): number {
    return this.#sequence;
  }

  /** What this process has just appended. Taken at once when nothing lies between, read otherwise. */
  offer(events: readonly LogEvent[]): void {
    if (!this.#reading && events[0]?.sequence === this.#sequence + 1) this.#hand(events);
    else void this.catchUp().catch(() => undefined);
  }

  /** Reads up to the head. @throws when the store fails; what was read until then is handed over. */
  catchUp(): Promise<void> {
    this.#isBehind = true;
    this.#reading ??= this.#readOn();
    return this.#reading;
  }

  async #readOn(): Promise<void> {
    try {
      while (this.#isBehind) {
        this.#isBehind = false;
        let next: Promise<readonly LogEvent[]> | null = this.#log.read(this.#sequence, PAGE);
        while (next) {
          const events: readonly LogEvent[] = await next;
          const last = events.length < PAGE ? undefined : events.at(-1);
          // The store looks for the next page while this one is taken.
          next = last ? this.#log.read(last.sequence, PAGE) : null;
          next?.catch(() => undefined);
          this.#hand(events);
        }
      }
    } finally {
      // In the same turn as the last look at #isBehind: nobody can ask in between and be forgotten.
      this.#reading = null;
    }
  }

  #hand(events: readonly LogEvent[]): void {
    const last = events.at(-1);
    if (!last) return;
    this.#take(events);
    this.#sequence = last.sequence;
  }
}
