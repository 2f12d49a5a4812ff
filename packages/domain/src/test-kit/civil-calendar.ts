import { DAY_MS, HOUR_MS, instant, type CivilDate, type Instant } from '../instant.ts';
import type { DayKind, Span, WorkCalendar, WorkDay } from '../work-calendar.ts';

const ZONE_MS = 8 * HOUR_MS;

/** `2026-02-13 16:30` in Shanghai. */
export const time = (text: string): Instant => instant(Date.parse(`${text.replace(' ', 'T')}:00+08:00`));

/** The same the other way round; null stays null. */
export const shown = (at: Instant | null): string | null =>
  at === null ? null : new Date(at + ZONE_MS).toISOString().slice(0, 'YYYY-MM-DDTHH:MM'.length).replace('T', ' ');

/** What is known of a city's days: `2026-02-15` and so on. */
export interface CivilDays {
  readonly off: readonly string[];
  readonly makeUp: readonly string[];
  readonly loadedYears: readonly number[];
}

/** `2026-02-15`, …, `2026-02-23`: days that follow each other within a month. */
const days = (month: string, from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `${month}-${String(from + index).padStart(2, '0')}`);

/** The notice for 2026 (DOMAIN.md §9.2); nothing of 2027 is known. */
export const DAYS_OF_2026: CivilDays = {
  off: [
    ...days('2026-01', 1, 3),
    ...days('2026-02', 15, 23),
    ...days('2026-04', 4, 6),
    ...days('2026-05', 1, 5),
    ...days('2026-06', 19, 21),
    ...days('2026-09', 25, 27),
    ...days('2026-10', 1, 7),
  ],
  makeUp: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  loadedYears: [2026],
};

/**
 * A working calendar of Shanghai made by hand, so that the domain is judged by
 * something else than the calendar that it is run with: 08–12 and 14–18.
 */
export function civilCalendar(version: string, known: CivilDays): WorkCalendar {
  const dayOf = (number: number): WorkDay => {
    const midnight = number * DAY_MS - ZONE_MS;
    const date = new Date(number * DAY_MS).toISOString().slice(0, 'YYYY-MM-DD'.length);
    const kind = kindOf(date, number, known);
    const span = (fromHour: number, toHour: number): Span => ({
      from: instant(midnight + fromHour * HOUR_MS),
      to: instant(midnight + toHour * HOUR_MS),
    });
    return {
      date: date as CivilDate,
      span: span(0, 24),
      kind,
      name: null,
      slots: kind === 'working' || kind === 'make-up' ? [span(8, 12), span(14, 18)] : [],
      isProvisional: !known.loadedYears.includes(Number(date.slice(0, 'YYYY'.length))),
    };
  };
  return {
    version,
    standardDayMs: 8 * HOUR_MS,
    dayAt: (at) => dayOf(Math.floor((at + ZONE_MS) / DAY_MS)),
    dayAfter: ({ span }) => dayOf(Math.floor((span.to + ZONE_MS) / DAY_MS)),
  };
}

/** 1970-01-01 was a Thursday. */
const isWeekend = (number: number): boolean => [2, 3].includes(number % 7);

function kindOf(date: string, number: number, { off, makeUp }: CivilDays): DayKind {
  if (off.includes(date)) return 'holiday';
  if (makeUp.includes(date)) return 'make-up';
  return isWeekend(number) ? 'weekend' : 'working';
}

export const CALENDAR_OF_2026 = civilCalendar('2026', DAYS_OF_2026);
