import { DAY_MS, HOUR_MS, instant, type Instant } from '@citybrain/domain';

/** Asia/Shanghai has kept UTC+8 without summer time since 1991. */
const OFFSET_MS = 8 * HOUR_MS;

/** Days since 1970-01-01 in Shanghai. */
export const localDayOf = (at: Instant): number => Math.floor((at + OFFSET_MS) / DAY_MS);

/** The instant `hours` (may be broken) after midnight of a local day. */
export const atLocalHour = (localDay: number, hours: number): Instant =>
  instant(wholeSecond(localDay * DAY_MS - OFFSET_MS + hours * HOUR_MS));

export const localDayOfDate = (year: number, month: number, day: number): number =>
  Math.floor(Date.UTC(year, month - 1, day) / DAY_MS);

/** 0–24, broken. */
export const localHourOf = (at: Instant): number => (at + OFFSET_MS - localDayOf(at) * DAY_MS) / HOUR_MS;

/** 0 is Sunday; 1970-01-01 was a Thursday. */
export const weekdayOf = (localDay: number): number => (((localDay + 4) % 7) + 7) % 7;

export function localDateOf(localDay: number): { year: number; month: number; day: number } {
  const date = new Date(localDay * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

export const wholeSecond = (milliseconds: number): Instant => instant(Math.floor(milliseconds / 1000) * 1000);

/** How a source writes its times: `+08:00`, local without an offset, or UTC. */
export type TimeStyle = 'offset' | 'local' | 'utc';

/** ISO 8601 to the second. */
export function formatTime(at: Instant, style: TimeStyle): string {
  if (style === 'utc') return `${new Date(at).toISOString().slice(0, 19)}Z`;
  const local = new Date(at + OFFSET_MS).toISOString().slice(0, 19);
  return style === 'offset' ? `${local}+08:00` : local;
}
