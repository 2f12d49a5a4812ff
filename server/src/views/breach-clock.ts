import { BREACH_DAYS, HOUR_MS, instant, type BreachTimes, type Instant } from '@citybrain/domain';
import { DateTime } from 'luxon';
import { CivilDays } from './civil-day.ts';
import type { HourRing } from './hour-ring.ts';

const WEEK_HOURS = 7 * 24;
const HOURS = BREACH_DAYS * 24;

interface WeekHour {
  readonly startsAt: number;
  /** 0: Monday from midnight. */
  readonly of: number;
}

/** Reads breaches by the hours and days of the city's zone; what follows from the as-of alone is found once an hour. */
export class BreachClock {
  readonly #zone: string;
  readonly #days: CivilDays;
  /** The running hour that the rest belongs to. */
  #hour = -1;
  #hours: readonly WeekHour[] = [];
  /** Where each day begins, the oldest first, and where the last one ends. */
  #dayStarts: readonly Instant[] = [];

  constructor(zone: string) {
    this.#zone = zone;
    this.#days = new CivilDays(zone);
  }

  read(breaches: HourRing<'breached'>, region: number, asOf: Instant): BreachTimes {
    this.#goTo(asOf);
    const week = new Array<number>(WEEK_HOURS).fill(0);
    for (const { startsAt, of } of this.#hours) week[of] = (week[of] ?? 0) + breaches.at('breached', region, startsAt);
    const starts = this.#dayStarts;
    const days = starts.slice(0, -1).map((startsAt, index) => ({
      startsAt,
      breached: breaches.between('breached', region, startsAt, starts[index + 1] ?? startsAt),
    }));
    return { week, days };
  }

  #goTo(asOf: Instant): void {
    const hour = Math.floor(asOf / HOUR_MS);
    if (hour === this.#hour) return;
    this.#hour = hour;
    // One day more than is told: the first of the hours lie in it.
    const starts = [this.#days.startOf(asOf), this.#days.endOf(asOf)];
    while (starts.length <= BREACH_DAYS + 1) starts.unshift(this.#days.startOf(instant((starts[0] ?? asOf) - 1)));
    const since = (hour - HOURS) * HOUR_MS;
    this.#hours = starts
      .slice(0, -1)
      .flatMap((start, index) => this.#hoursOf(start, starts[index + 1] ?? start))
      .filter(({ startsAt }) => startsAt > since && startsAt <= asOf);
    this.#dayStarts = starts.slice(1);
  }

  /** An hour that a day has too many counts with the one before midnight. */
  #hoursOf(dayStartsAt: Instant, dayEndsAt: Instant): WeekHour[] {
    const { weekday } = DateTime.fromMillis(dayStartsAt, { zone: this.#zone });
    return Array.from({ length: Math.round((dayEndsAt - dayStartsAt) / HOUR_MS) }, (_, hour) => ({
      startsAt: dayStartsAt + hour * HOUR_MS,
      of: (weekday - 1) * 24 + Math.min(hour, 23),
    }));
  }
}
