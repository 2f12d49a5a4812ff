import { DAY_MS, HOUR_MS, MINUTE_MS } from '@citybrain/domain';

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
export const formatNumber = (value: number | null | undefined, locale: string): string =>
  value == null ? UNKNOWN : numbers(locale).format(value);

/** "—" when there is nothing to divide by. */
export const formatRatio = (
  ratio: { numerator: number; denominator: number } | null | undefined,
  locale: string,
): string => (ratio && ratio.denominator > 0 ? percents(locale).format(ratio.numerator / ratio.denominator) : UNKNOWN);

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

/**
 * A span in days, hours and minutes, at most so many of them, without those that
 * are 0 at its front and end; below a minute in seconds.
 */
export function durationParts(
  milliseconds: number,
  most = 3,
): readonly { readonly unit: 'seconds' | 'minutes' | 'hours' | 'days'; readonly n: number }[] {
  const span = Math.abs(milliseconds);
  if (span < MINUTE_MS) return [{ unit: 'seconds', n: Math.floor(span / 1000) }];
  const parts = [
    { unit: 'days', n: Math.floor(span / DAY_MS) },
    { unit: 'hours', n: Math.floor((span % DAY_MS) / HOUR_MS) },
    { unit: 'minutes', n: Math.floor((span % HOUR_MS) / MINUTE_MS) },
  ] as const;
  const first = parts.findIndex(({ n }) => n > 0);
  const told = parts.slice(first, first + most);
  return told.slice(0, told.findLastIndex(({ n }) => n > 0) + 1);
}

/** The same without days, for time that counts only for some hours of a day. */
export const hourParts = (milliseconds: number): ReturnType<typeof durationParts> =>
  Math.abs(milliseconds) < DAY_MS
    ? durationParts(milliseconds)
    : [
        { unit: 'hours' as const, n: Math.floor(Math.abs(milliseconds) / HOUR_MS) },
        { unit: 'minutes' as const, n: Math.floor((Math.abs(milliseconds) % HOUR_MS) / MINUTE_MS) },
      ].filter(({ n }) => n > 0);
