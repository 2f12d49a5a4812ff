import { instant, type Instant } from '@citybrain/domain';
import { DateTime } from 'luxon';

/** Date, `T` or blank, hours and minutes; seconds, fraction and offset as may be. */
const TIME =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

const SHANGHAI_OFFSET_MS = 8 * 3_600_000;
/** Shanghai has had no summer time since. */
const SHANGHAI_FIXED_SINCE = 1992;

/**
 * An ISO 8601 time as an instant; without an offset it is civil time in `zone`.
 * Null when it is none (30 February, no hours, words).
 */
export function parseTime(text: string, zone = 'Asia/Shanghai'): Instant | null {
  const match = TIME.exec(text.trim());
  if (!match) return null;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '0', fraction = '0', offset] = match;
  const milliseconds = Math.floor(Number(`0.${fraction}`) * 1000);
  const fields = [+year, +month, +day, +hour, +minute, +second] as const;
  const asUtc = civilToUtc(fields, milliseconds);
  if (asUtc === null) return null;
  if (offset !== undefined) {
    const offsetMs = parseOffset(offset);
    return offsetMs === null ? null : instant(asUtc - offsetMs);
  }
  if (zone === 'Asia/Shanghai' && +year >= SHANGHAI_FIXED_SINCE) return instant(asUtc - SHANGHAI_OFFSET_MS);
  const [y, mo, d, h, mi, s] = fields;
  const local = DateTime.fromObject(
    { year: y, month: mo, day: d, hour: h, minute: mi, second: s, millisecond: milliseconds },
    { zone },
  );
  if (!local.isValid) return null;
  // An hour that the clock repeats is read as its first pass, whatever the season in which it is read.
  return instant(Math.min(...local.getPossibleOffsets().map((candidate) => candidate.toMillis())));
}

type CivilFields = readonly [year: number, month: number, day: number, hour: number, minute: number, second: number];

function civilToUtc([year, month, day, hour, minute, second]: CivilFields, milliseconds: number): number | null {
  if (hour > 23 || minute > 59 || second > 59) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds;
}

function parseOffset(offset: string): number | null {
  if (offset.toUpperCase() === 'Z') return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(3).replace(':', '') || '0');
  if (hours > 14 || minutes > 59) return null;
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
