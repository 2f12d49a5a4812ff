import type { CivilDate } from '@citybrain/domain';
// The data and not the functions: those read a date in the zone of the machine, and are a day off west of Greenwich.
import notices from 'chinese-days/dist/chinese-days.json' with { type: 'json' };

/** Names the edition of the notices; a test holds it to what is installed. */
export const NOTICE_EDITION = 'chinese-days-1.5.7';

/** What the State Council's notices say of one day. */
export interface NoticeDay {
  readonly kind: 'off' | 'makeup';
  /** The Chinese name of the holiday, 春节. */
  readonly name: string;
}

const OFF: Readonly<Record<string, string>> = notices.holidays;
const MAKE_UP: Readonly<Record<string, string>> = notices.workdays;

/** What the notices say of `date`; null: nothing, it is a day like others. */
export function noticeOf(date: CivilDate): NoticeDay | null {
  const off = OFF[date];
  if (off !== undefined) return { kind: 'off', name: chineseName(off) };
  const makeUp = MAKE_UP[date];
  return makeUp === undefined ? null : { kind: 'makeup', name: chineseName(makeUp) };
}

/** Whether the notice for `year` is known. Its 1 October tells: the notice of a year before can't speak of that. */
export const hasNotice = (year: number): boolean => `${year}-10-01` in OFF;

/** The days off that the law fixes by date, for a year whose notice is not known. */
export const FIXED_DAYS_OFF: ReadonlyMap<string, string> = new Map([
  ['01-01', '元旦'],
  ['05-01', '劳动节'],
  ['05-02', '劳动节'],
  ['10-01', '国庆节'],
  ['10-02', '国庆节'],
  ['10-03', '国庆节'],
]);

/** From this day of December on the next year's notice may still speak: it has reached back to the 29th so far. */
export const NEXT_NOTICE_REACHES = '12-29';

const chineseName = (entry: string): string => entry.split(',')[1] ?? entry;
