import { DAY_MS, HOUR_MS, instant, type CivilDate } from '../instant.ts';
import type { Span, WorkCalendar, WorkDay } from '../work-calendar.ts';

/** 1970-01-01 was a Thursday. */
const isWeekend = (dayNumber: number): boolean => [2, 3].includes(dayNumber % 7);

/** Monday to Friday, 08–12 and 14–18 in UTC, without holidays: enough where only the order of deadlines counts. */
export const WEEK_CALENDAR: WorkCalendar = {
  version: 'week',
  standardDayMs: 8 * HOUR_MS,
  dayAt: (at) => dayOf(Math.floor(at / DAY_MS)),
  dayAfter: ({ span }) => dayOf(span.to / DAY_MS),
};

function dayOf(dayNumber: number): WorkDay {
  const start = dayNumber * DAY_MS;
  const span = (fromHour: number, toHour: number): Span => ({
    from: instant(start + fromHour * HOUR_MS),
    to: instant(start + toHour * HOUR_MS),
  });
  const isOff = isWeekend(dayNumber);
  return {
    date: new Date(start).toISOString().slice(0, 'YYYY-MM-DD'.length) as CivilDate,
    span: span(0, 24),
    kind: isOff ? 'weekend' : 'working',
    name: null,
    slots: isOff ? [] : [span(8, 12), span(14, 18)],
    isProvisional: false,
  };
}
