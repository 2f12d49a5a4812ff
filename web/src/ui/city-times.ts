/** What the screens write of an instant: by the clock of the city, whatever the machine's zone. */
export interface CityTimes {
  /** `14:05:09` */
  clock(at: number): string;
  /** `2022年6月28日周二` */
  date(at: number): string;
  /** `6月28日` */
  day(at: number): string;
  /** `6月28日 14:05` */
  moment(at: number): string;
  /** `0` to `23` */
  hour(at: number): string;
  /** 0 for a Monday. */
  weekday(at: number): number;
  /** `2022-06-28T14:05`, as a form takes it. */
  civil(at: number): string;
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** @param timeZone an IANA zone, e.g. Asia/Shanghai. */
export function cityTimes(locale: string, timeZone: string): CityTimes {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'medium' });
  const shortClock = new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'short' });
  const hour = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' });
  const day = new Intl.DateTimeFormat(locale, { timeZone, month: 'short', day: 'numeric' });
  const date = new Intl.DateTimeFormat(locale, {
    timeZone,
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    weekday: 'short',
  });
  const civil = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const weekday = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short' });
  return {
    clock: (at) => clock.format(at),
    date: (at) => date.format(at),
    day: (at) => day.format(at),
    moment: (at) => `${day.format(at)} ${shortClock.format(at)}`,
    hour: (at) => String(Number(hour.format(at))),
    weekday: (at) => WEEKDAYS.indexOf(weekday.format(at)),
    civil: (at) => civil.format(at).replace(' ', 'T'),
  };
}
