import type { Instant } from '../instant.ts';
import type { ClockMode } from '../limit.ts';
import type { Span, WorkDay } from '../work-calendar.ts';

/** Why time counts: it is a slot of a working or a make-up day, a calendar day, or all of it counts. */
export const COUNTED_BECAUSE = ['working', 'make-up', 'calendar-day', 'continuous'] as const;

/**
 * Why it doesn't: the starting day of a day mode, between slots, outside of them,
 * a day off, a pause, or a calendar day's end that gave way to a day off.
 */
export const NOT_COUNTED_BECAUSE = [
  'start-day',
  'lunch',
  'night',
  'weekend',
  'holiday',
  'pause',
  'rolled-off',
] as const;

export type StepReason = (typeof COUNTED_BECAUSE)[number] | (typeof NOT_COUNTED_BECAUSE)[number];

/** A stretch of one kind. `name` says for which holiday, where there is one. */
export interface DayPart extends Span {
  readonly why: StepReason;
  readonly name: string | null;
}

/** A day as a clock that counts slots sees it: from midnight to midnight without gaps. */
export function workDayParts(day: WorkDay): readonly DayPart[] {
  const { kind, name, span, slots } = day;
  if (kind === 'holiday' || kind === 'weekend') return [{ ...span, why: kind, name }];
  const parts: DayPart[] = [];
  let at: Instant = span.from;
  for (const slot of slots) {
    if (slot.from > at)
      parts.push({ from: at, to: slot.from, why: parts.length === 0 ? 'night' : 'lunch', name: null });
    parts.push({ ...slot, why: kind, name });
    at = slot.to;
  }
  if (at < span.to) parts.push({ from: at, to: span.to, why: 'night', name: null });
  return parts;
}

/** The day as the mode sees it, once the starting day is over and the limit not used up. */
export const dayPartsOf = (mode: ClockMode, day: WorkDay): readonly DayPart[] =>
  mode === 'calendar-day' ? [{ ...day.span, why: 'calendar-day', name: null }] : workDayParts(day);
