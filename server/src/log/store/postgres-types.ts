import { types, type CustomTypesConfig } from 'pg';

type TypeId = Parameters<typeof types.getTypeParser>[0];

const { builtins } = types;
/** Types that `pg` has no names for. */
const [TEXT_ARRAY, INT8_ARRAY, TIMESTAMPTZ_ARRAY] = [1009, 1016, 1185] as number[] as [TypeId, number, number];

/** Reads int8 as a number. @throws RangeError beyond 2^53, where a number would be another one. */
export function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond the integers that a number holds`);
  return value;
}

const parseDate = types.getTypeParser(builtins.TIMESTAMPTZ, 'text') as (text: string) => Date | number;

/** Reads timestamptz as epoch milliseconds; microseconds are cut, infinity stays infinite. */
export const parseTimestamptz = (text: string): number => {
  if (text.endsWith('+00') && text.charCodeAt(10) === SPACE && text.charCodeAt(4) === DASH) return parseUtc(text);
  const value = parseDate(text);
  return typeof value === 'number' ? value : value.getTime();
};

const SPACE = 32;
const DASH = 45;
const ZERO = 48;

/** `2026-06-25 04:00:00.123456+00`, as our sessions say it: the log is read by the million. */
function parseUtc(text: string): number {
  const two = (at: number): number => (text.charCodeAt(at) - ZERO) * 10 + text.charCodeAt(at + 1) - ZERO;
  const year = two(0) * 100 + two(2);
  const seconds = Date.UTC(year, two(5) - 1, two(8), two(11), two(14), two(17));
  // The digits after the point, without the zone; `Date.UTC` takes years below 100 for others.
  const milliseconds = text.length > 22 ? Math.trunc(Number(`0.${text.slice(20, -3)}`) * 1_000 + 1e-6) : 0;
  return year < 100 ? Date.parse(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`) : seconds + milliseconds;
}

const parseTexts = types.getTypeParser(TEXT_ARRAY, 'text') as (text: string) => (string | null)[];

const arrayOf =
  <Value>(parse: (text: string) => Value) =>
  (text: string): (Value | null)[] =>
    parseTexts(text).map((element) => (element === null ? null : parse(element)));

const asIs = (text: string): string => text;

const PARSERS = new Map<number, (text: string) => unknown>([
  [builtins.INT8, parseInt8],
  [INT8_ARRAY, arrayOf(parseInt8)],
  [builtins.TIMESTAMPTZ, parseTimestamptz],
  [TIMESTAMPTZ_ARRAY, arrayOf(parseTimestamptz)],
  // A date has no instant and a timestamp without zone no meaning: both stay text.
  [builtins.DATE, asIs],
  [builtins.TIMESTAMP, asIs],
]);

/** How PostgreSQL's values become JavaScript's, for all connections of the store. */
export const POSTGRES_TYPES: CustomTypesConfig = {
  getTypeParser: ((type: TypeId, format?: 'text' | 'binary'): unknown =>
    (format !== 'binary' && PARSERS.get(type)) || types.getTypeParser(type, format)) as typeof types.getTypeParser,
};
