import { BREACH_DAYS, HOUR_MS, instant, type BreachTimes, type Instant } from '@citybrain/domain';
import { DateTime } from 'luxon';
import { CivilDays } from './civil-day.ts';
import type { HourRing } from './hour-ring.ts';

const WEEK_HOURS = 7 * 24;
const HOURS = BREACH_DAYS * 24;

/** An hour of the week, Monday from midnight is 0, or one of the days that are told. */
export type BreachCell = { readonly weekHour: number } | { readonly dayStartsAt: Instant };

/** Reads breaches by the hours and days of the city's zone; what follows from the as-of alone is found once an hour. */
export class BreachClock {
  readonly #zone: string;
  readonly #days: CivilDays;
  /** The running hour that the rest belongs to. */
  #hour = -1;
  /** By hour of the week, Monday from midnight first: when those hours began, the oldest first. */
  #weekHours: readonly (readonly number[])[] = [];
  /** Where each day begins, the oldest first, and where the last one ends. */
  #dayStarts: readonly Instant[] = [];

  constructor(zone: string) {
    this.#zone = zone;
    this.#days = new CivilDays(zone);
  }

  read(breaches: HourRing<'breached'>, region: number, asOf: Instant): BreachTimes {
    this.#goTo(asOf);
    const week = this.#weekHours.map((starts) =>
      starts.reduce((sum, startsAt) => sum + breaches.at('breached', region, startsAt), 0),
    );
    const starts = this.#dayStarts;
    const days = starts.slice(0, -1).map((startsAt, index) => ({
      startsAt,
      breached: breaches.between('breached', region, startsAt, starts[index + 1] ?? startsAt),
    }));
    return { week, days };
  }

  /** When the hours began that count in a cell, the oldest first. */
  hoursOf(cell: BreachCell, asOf: Instant): readonly number[] {
    this.#goTo(asOf);
    if ('weekHour' in cell) return this.#weekHours[cell.weekHour] ?? [];
    const endsAt = this.#dayStarts[this.#dayStarts.indexOf(cell.dayStartsAt) + 1];
    if (endsAt === undefined || !this.#dayStarts.includes(cell.dayStartsAt)) return [];
    const hours = Math.round((endsAt - cell.dayStartsAt) / HOUR_MS);
    return Array.from({ length: hours }, (_, hour) => cell.dayStartsAt + hour * HOUR_MS);
  }

  #goTo(asOf: Instant): void {
    const hour = Math.floor(asOf / HOUR_MS);
    if (hour === this.#hour) return;
    this.#hour = hour;
    // One day more than is told: the first of the hours lie in it.
    const starts = [this.#days.startOf(asOf), this.#days.endOf(asOf)];
    while (starts.length <= BREACH_DAYS + 1) starts.unshift(this.#days.startOf(instant((starts[0] ?? asOf) - 1)));
    const weekHours = Array.from({ length: WEEK_HOURS }, (): number[] => []);
    for (const [index, startsAt] of starts.slice(0, -1).entries()) {
      const { weekday } = DateTime.fromMillis(startsAt, { zone: this.#zone });
      for (let at: number = startsAt, ofDay = 0; at < (starts[index + 1] ?? 0); at += HOUR_MS, ofDay += 1) {
        const isIn = at > (hour - HOURS) * HOUR_MS && at <= asOf;
        // An hour that a day has too many counts with the one before midnight.
        if (isIn) weekHours[(weekday - 1) * 24 + Math.min(ofDay, 23)]?.push(at);
      }
    }
    this.#weekHours = weekHours;
    this.#dayStarts = starts.slice(1);
  }
}
