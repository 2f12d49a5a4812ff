import { DAY_MS, instant, type CivilDate, type Instant, type Span } from '@citybrain/domain';
import { DateTime } from 'luxon';

/** A civil day of one zone: its number since 1970-01-01, its date, its weekday (Monday is 1) and its length. */
export interface ZoneDay {
  readonly number: number;
  readonly date: CivilDate;
  readonly weekday: number;
  readonly span: Span;
}

/** The civil days of a zone, with the days of other lengths that its clock changes make. */
export class ZoneDays {
  readonly #zone: string;
  /** Of the day found last; a guess for the next, made good by `numberAt`. */
  #offsetMs = 0;

  /** @param zone an IANA zone such as Asia/Shanghai */
  constructor(zone: string) {
    this.#zone = zone;
  }

  /** A first guess at the number of the day that holds `at`; off by one at most. */
  guessNumber(at: Instant): number {
    return Math.floor((at + this.#offsetMs) / DAY_MS);
  }

  day(number: number): ZoneDay {
    const from = this.#startOf(number);
    this.#offsetMs = number * DAY_MS - from;
    const date = new Date(number * DAY_MS).toISOString().slice(0, 10) as CivilDate;
    // 1970-01-01 was a Thursday.
    const weekday = ((((number + 3) % 7) + 7) % 7) + 1;
    return { number, date, weekday, span: { from, to: this.#startOf(number + 1) } };
  }

  /** The instant at so many minutes of the civil clock; a minute that a clock change skips is the next there is. */
  timeOn(day: ZoneDay, minuteOfDay: number): Instant {
    if (minuteOfDay >= 24 * 60) return day.span.to;
    const midnight = new Date(day.number * DAY_MS);
    return instant(
      DateTime.fromObject(
        {
          year: midnight.getUTCFullYear(),
          month: midnight.getUTCMonth() + 1,
          day: midnight.getUTCDate(),
          hour: Math.floor(minuteOfDay / 60),
          minute: minuteOfDay % 60,
        },
        { zone: this.#zone },
      ).toMillis(),
    );
  }

  #startOf(number: number): Instant {
    const midnight = new Date(number * DAY_MS);
    const noon = DateTime.fromObject(
      { year: midnight.getUTCFullYear(), month: midnight.getUTCMonth() + 1, day: midnight.getUTCDate(), hour: 12 },
      { zone: this.#zone },
    );
    return instant(noon.startOf('day').toMillis());
  }
}
