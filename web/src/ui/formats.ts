import { DAY_MS, HOUR_MS, MINUTE_MS } from '@citybrain/domain';

/** The city's zone, whatever the machine's. */
const ZONE = 'Asia/Shanghai';
/** What stands where nothing is known. */
export const UNKNOWN = '—';

const cached = <Format>(make: (locale: string) => Format): ((locale: string) => Format) => {
  const made = new Map<string, Format>();
  return (locale) => {
    const known = made.get(locale) ?? make(locale);
    made.set(locale, known);
    return known;
  };
};

const numbers = cached((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }));
const percents = cached(
  (locale) => new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }),
);
const clock = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, timeStyle: 'medium' });
const shortClock = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, timeStyle: 'short' });
const dates = cached(
  (locale) =>
    new Intl.DateTimeFormat(locale, {
      timeZone: ZONE,
      year: 'numeric',
      month: 'long',
      day: 'numeric',
      weekday: 'short',
    }),
);
const days = cached((locale) => new Intl.DateTimeFormat(locale, { timeZone: ZONE, month: 'short', day: 'numeric' }));

export const formatNumber = (value: number | null | undefined, locale: string): string =>
  value == null ? UNKNOWN : numbers(locale).format(value);

/** "—" when there is nothing to divide by. */
export const formatRatio = (
  ratio: { numerator: number; denominator: number } | null | undefined,
  locale: string,
): string => (ratio && ratio.denominator > 0 ? percents(locale).format(ratio.numerator / ratio.denominator) : UNKNOWN);

/** `14:05:09` in the city's zone. */
export const formatClock = (at: number | null): string => (at === null ? '--:--:--' : clock.format(at));
/** `14:05` in the city's zone. */
export const formatShortClock = (at: number): string => shortClock.format(at);
export const formatDate = (at: number, locale: string): string => dates(locale).format(at);
export const formatDay = (at: number, locale: string): string => days(locale).format(at);
/** `6月25日 14:05`. */
export const formatMoment = (at: number, locale: string): string => `${formatDay(at, locale)} ${formatShortClock(at)}`;

/** The largest whole unit of a span, with its word left to the screen's language. */
export function spanOf(milliseconds: number): {
  readonly unit: 'seconds' | 'minutes' | 'hours' | 'days';
  readonly n: number;
} {
  const span = Math.abs(milliseconds);
  if (span < MINUTE_MS) return { unit: 'seconds', n: Math.floor(span / 1000) };
  if (span < HOUR_MS) return { unit: 'minutes', n: Math.floor(span / MINUTE_MS) };
  if (span < 2 * DAY_MS) return { unit: 'hours', n: Math.floor(span / HOUR_MS) };
  return { unit: 'days', n: Math.floor(span / DAY_MS) };
}
