import { DAY_MS, type Instant, type WorkCalendar } from '@citybrain/domain';
import { DateTime } from 'luxon';

/** Writes instants as the clocks of one zone show them. */
export interface LocalTimes {
  /** `2026-02-14T10:30:00+08:00`; milliseconds only where there are some. */
  readonly iso: (at: Instant) => string;
  /** `2026-02-14 10:30`. */
  readonly short: (at: Instant) => string;
}

/** The days of the calendar spare the look at the zone on all days without a clock change. */
export function localTimes(zone: string, calendar: WorkCalendar): LocalTimes {
  const iso = (at: Instant): string => {
    const { date, span } = calendar.dayAt(at);
    const dayMs = at - span.from;
    if (span.to - span.from !== DAY_MS || at % 1000 !== 0) {
      return DateTime.fromMillis(at, { zone }).toISO({ suppressMilliseconds: true }) ?? '';
    }
    const offsetMs = Date.parse(date) - span.from;
    return `${date}T${clock(dayMs, 3)}${offsetOf(offsetMs)}`;
  };
  return { iso, short: (at) => iso(at).slice(0, 16).replace('T', ' ') };
}

const twoDigits = (value: number): string => (value < 10 ? `0${value}` : String(value));

function clock(ms: number, parts: 2 | 3): string {
  const seconds = Math.floor(ms / 1000);
  const minutes = `${twoDigits(Math.floor(seconds / 3600))}:${twoDigits(Math.floor(seconds / 60) % 60)}`;
  return parts === 2 ? minutes : `${minutes}:${twoDigits(seconds % 60)}`;
}

const offsetOf = (ms: number): string => (ms === 0 ? 'Z' : `${ms < 0 ? '-' : '+'}${clock(Math.abs(ms), 2)}`);
