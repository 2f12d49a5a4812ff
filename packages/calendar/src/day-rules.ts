import type { DayKind } from '@citybrain/domain';
import type { CalendarOverrides } from './calendar-overrides.ts';
import { FIXED_DAYS_OFF, hasNotice, NEXT_NOTICE_REACHES, noticeOf } from './chinese-notices.ts';
import type { ZoneDay } from './zone-days.ts';

/** Whose holidays: those of the State Council's notices, or none but what an override file lists. */
export const HOLIDAY_SETS = ['cn', 'none'] as const;
export type HolidaySet = (typeof HOLIDAY_SETS)[number];

export interface RuledDay {
  readonly kind: DayKind;
  readonly name: string | null;
  readonly isProvisional: boolean;
}

/** What kind of day it is: the overrides are asked first, then the notices, then the week. */
export function ruleDay(
  day: Pick<ZoneDay, 'date' | 'weekday'>,
  holidays: HolidaySet,
  overrides: CalendarOverrides,
): RuledDay {
  const year = Number(day.date.slice(0, 4));
  const monthDay = day.date.slice(5);
  const isLoaded = (of: number): boolean => holidays === 'none' || overrides.years.has(of) || hasNotice(of);
  const isProvisional = !isLoaded(year) || (monthDay >= NEXT_NOTICE_REACHES && !isLoaded(year + 1));
  const isWeekend = day.weekday >= 6;
  const special = overrides.days.get(day.date) ?? (holidays === 'cn' ? noticeOf(day.date) : null);
  if (special?.kind === 'off') return { kind: 'holiday', name: special.name, isProvisional };
  if (special?.kind === 'makeup') return { kind: 'make-up', name: special.name, isProvisional };
  const fixed = isLoaded(year) ? undefined : FIXED_DAYS_OFF.get(monthDay);
  if (fixed !== undefined) return { kind: 'holiday', name: fixed, isProvisional };
  return { kind: isWeekend ? 'weekend' : 'working', name: null, isProvisional };
}
