import { DAY_MS, type Instant } from '@citybrain/domain';
import { CivilDays } from './civil-day.ts';

/** Days held: today, thirty before it, and tomorrow for clocks that run fast. */
export const HELD_DAYS = 31;
const SLOTS = HELD_DAYS + 1;

/** The civil days that are held, each with a slot of its own while it is. */
export class DayWindow {
  readonly slots = SLOTS;
  readonly #days: CivilDays;
  /** Where the days begin, oldest first, and where the last one ends. */
  readonly #starts: Instant[] = [];
  /** Slot of the oldest day. */
  #first = 0;

  constructor(zone: string, asOf: Instant) {
    this.#days = new CivilDays(zone);
    let at = this.#days.startOf(asOf);
    this.#starts.push(at, this.#days.endOf(at));
    for (let back = 1; back < HELD_DAYS; back += 1) {
      at = this.#days.startOf((at - 1) as Instant);
      this.#starts.unshift(at);
    }
    this.#starts.push(this.#days.endOf(this.#starts.at(-1) as Instant));
  }

  /** When the oldest day began. */
  get from(): Instant {
    return this.#starts[0] as Instant;
  }

  /** Slot of the day that holds `at`; -1: it is not held. */
  slotOf(at: Instant): number {
    const index = this.#indexOf(at);
    return index < 0 ? -1 : (this.#first + index) % SLOTS;
  }

  /** Slot of a held day, counted from the oldest one. */
  slotAt(day: number): number {
    return (this.#first + day) % SLOTS;
  }

  /** Slots of the held days that begin in [from, to). */
  *slotsBetween(from: Instant, to: Instant): Generator<number> {
    for (let index = 0; index < SLOTS; index += 1) {
      const start = this.#starts[index] as Instant;
      if (start >= from && start < to) yield (this.#first + index) % SLOTS;
    }
  }

  /** Moves the window on; answers the slots that changed their day. */
  advance(asOf: Instant): number[] {
    const renewed: number[] = [];
    while (asOf >= (this.#starts[HELD_DAYS] as Instant)) {
      this.#starts.shift();
      this.#starts.push(this.#days.endOf(this.#starts.at(-1) as Instant));
      renewed.push(this.#first);
      this.#first = (this.#first + 1) % SLOTS;
    }
    return [...new Set(renewed)];
  }

  #indexOf(at: Instant): number {
    const last = this.#starts[SLOTS] as Instant;
    if (at < this.from || at >= last) return -1;
    // Days of 23 or 25 hours put the guess off by one at most.
    let index = Math.min(SLOTS - 1, Math.floor((at - this.from) / DAY_MS));
    while ((this.#starts[index] as Instant) > at) index -= 1;
    while ((this.#starts[index + 1] as Instant) <= at) index += 1;
    return index;
  }
}
