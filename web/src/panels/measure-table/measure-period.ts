import type { CivilDate } from '@citybrain/domain';
import { cityTimes } from '../../ui/city-times.ts';

/** Periods that are told by a word; the days they mean move on with the city's calendar. */
export const PERIOD_WORDS = ['today', 'yesterday', 'last7', 'last30', 'month'] as const;
export type PeriodWord = (typeof PERIOD_WORDS)[number];

/** A word, or two civil days of the city that are both in it. */
export type ChosenPeriod =
  { readonly word: PeriodWord } | { readonly word: 'dates'; readonly from: CivilDate; readonly through: CivilDate };

/** As the server asks for it: `to` is the day after the last. */
export interface DaySpan {
  readonly from: CivilDate;
  readonly to: CivilDate;
}

export const DEFAULT_PERIOD: ChosenPeriod = { word: 'last7' };

/** The day on which the city writes this instant. */
export const civilDayOf = (at: number, zone: string): CivilDate =>
  cityTimes('en', zone).civil(at).slice(0, 10) as CivilDate;

export const addDays = (day: CivilDate, days: number): CivilDate => {
  const at = new Date(`${day}T00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10) as CivilDate;
};

/** The days of a period, today being `today`; null when its first day is after its last. */
export function spanOfPeriod(period: ChosenPeriod, today: CivilDate): DaySpan | null {
  const tomorrow = addDays(today, 1);
  switch (period.word) {
    case 'today':
      return { from: today, to: tomorrow };
    case 'yesterday':
      return { from: addDays(today, -1), to: today };
    case 'last7':
      return { from: addDays(today, -6), to: tomorrow };
    case 'last30':
      return { from: addDays(today, -29), to: tomorrow };
    case 'month':
      return { from: `${today.slice(0, 8)}01` as CivilDate, to: tomorrow };
    case 'dates':
      return period.from <= period.through ? { from: period.from, to: addDays(period.through, 1) } : null;
  }
}

/** Reads an address; what it does not understand is as if it were not there. */
export function readPeriod(text: (key: string) => string | null): ChosenPeriod {
  const from = dayOf(text('from'));
  const through = dayOf(text('through'));
  if (from !== null && through !== null) return { word: 'dates', from, through };
  const word = PERIOD_WORDS.find((one) => one === text('period'));
  return word === undefined ? DEFAULT_PERIOD : { word };
}

/** What an address says of a period; null: it says nothing by that name. */
export function writePeriod(period: ChosenPeriod): Readonly<Record<'period' | 'from' | 'through', string | null>> {
  if (period.word === 'dates') return { period: null, from: period.from, through: period.through };
  return { period: period.word === DEFAULT_PERIOD.word ? null : period.word, from: null, through: null };
}

/** A day of the calendar, or null. */
export function dayOf(text: string | null): CivilDate | null {
  if (text === null || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const at = new Date(`${text}T00:00Z`);
  return !Number.isNaN(at.valueOf()) && at.toISOString().startsWith(text) ? (text as CivilDate) : null;
}
