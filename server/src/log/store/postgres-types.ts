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
  const value = parseDate(text);
  return typeof value === 'number' ? value : value.getTime();
};

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
