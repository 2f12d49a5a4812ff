import { instant, MINUTE_MS, type Span, type WorkCalendar, type WorkDay } from '@citybrain/domain';
import { NO_OVERRIDES, type CalendarOverrides } from './calendar-overrides.ts';
import { calendarVersion } from './calendar-version.ts';
import { ruleDay, type HolidaySet } from './day-rules.ts';
import { STANDARD_SLOTS, type SlotTimes } from './slot-times.ts';
import { ZoneDays, type ZoneDay } from './zone-days.ts';

export interface WorkCalendarOptions {
  /** An IANA zone such as Asia/Shanghai. */
  readonly zone: string;
  readonly holidays: HolidaySet;
  /** Slots of a standard working day, in order and apart. Default: 08:00–12:00 and 14:00–18:00. */
  readonly slots?: readonly SlotTimes[];
  readonly overrides?: CalendarOverrides;
}

/** Twenty years of days: more than two limits of the greatest length. */
const MOST_DAYS_KEPT = 7_500;

/** The working calendar of a city. Days are made when they are asked for, and kept. */
export function createWorkCalendar(options: WorkCalendarOptions): WorkCalendar {
  const { zone, holidays, slots = STANDARD_SLOTS, overrides = NO_OVERRIDES } = options;
  const zoneDays = new ZoneDays(zone);
  const kept = new Map<number, WorkDay>();
  const make = (zoneDay: ZoneDay): WorkDay => {
    const rule = ruleDay(zoneDay, holidays, overrides);
    const isWorked = rule.kind === 'working' || rule.kind === 'make-up';
    const times = overrides.slots.get(Number(zoneDay.date.slice(0, 4))) ?? slots;
    return {
      date: zoneDay.date,
      span: zoneDay.span,
      ...rule,
      slots: isWorked ? slotSpans(times, zoneDay, zoneDays) : [],
    };
  };
  const dayNumber = (number: number): WorkDay => {
    const known = kept.get(number);
    if (known !== undefined) return known;
    const made = make(zoneDays.day(number));
    if (kept.size >= MOST_DAYS_KEPT) kept.delete(kept.keys().next().value ?? number);
    kept.set(number, made);
    return made;
  };
  const dayAt = (at: Parameters<WorkCalendar['dayAt']>[0]): WorkDay => {
    let number = zoneDays.guessNumber(at);
    let day = dayNumber(number);
    while (at < day.span.from) day = dayNumber((number -= 1));
    while (at >= day.span.to) day = dayNumber((number += 1));
    return day;
  };
  return {
    version: calendarVersion({ zone, holidays, slots, overrides }),
    standardDayMs: slots.reduce((sum, { fromMinute, toMinute }) => sum + (toMinute - fromMinute) * MINUTE_MS, 0),
    dayAt,
    dayAfter: (day) => dayAt(day.span.to),
  };
}

/** A slot that a clock change swallows whole is none. */
const slotSpans = (times: readonly SlotTimes[], day: ZoneDay, zoneDays: ZoneDays): readonly Span[] =>
  times
    .map(({ fromMinute, toMinute }) => ({
      from: zoneDays.timeOn(day, fromMinute),
      to: instant(Math.min(zoneDays.timeOn(day, toMinute), day.span.to)),
    }))
    .filter(({ from, to }) => from < to);

/** A calendar that knows weekends only, for a city elsewhere: never provisional. */
export const plainCalendar = (zone: string): WorkCalendar => createWorkCalendar({ zone, holidays: 'none' });
