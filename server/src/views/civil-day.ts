import { instant, type Instant } from '@citybrain/domain';
import { DateTime } from 'luxon';

/** The civil days of one zone; remembers the day asked for last. */
export class CivilDays {
  readonly #zone: string;
  #startsAt = 1;
  #endsAt = 0;

  constructor(zone: string) {
    this.#zone = zone;
  }

  /** Start of the day that holds `at`. */
  startOf(at: Instant): Instant {
    if (at < this.#startsAt || at >= this.#endsAt) {
      const day = DateTime.fromMillis(at, { zone: this.#zone }).startOf('day');
      this.#startsAt = day.toMillis();
      this.#endsAt = day.plus({ days: 1 }).toMillis();
    }
    return instant(this.#startsAt);
  }

  /** Start of the day after the one that holds `at`. */
  endOf(at: Instant): Instant {
    this.startOf(at);
    return instant(this.#endsAt);
  }
}
