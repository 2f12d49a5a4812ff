/**
 * How values are packed. One byte says what follows; small numbers and the first
 * strings of a chunk are that byte alone. Strings, the keys of objects, and small
 * objects that occur again stand once per chunk and are named by their index.
 */
export const TAG = {
  null: 0,
  undefined: 1,
  false: 2,
  true: 3,
  /** Eight bytes. */
  double: 4,
  /** Zigzag, as the difference to the last large number of the item: instants of one ticket are near each other. */
  near: 5,
  /** Zigzag, as it is. */
  integer: 6,
  /** Index in the table of strings. */
  string: 7,
  /** Count, then the values. */
  array: 8,
  emptyArray: 9,
  /** Index in the table of shapes, then the values of its keys in their order. */
  object: 10,
  /** The same after an index among the shared, for the first time in this chunk: others name it. */
  shared: 11,
  /** Index among the shared. */
  again: 12,
} as const;

/** Tags from here are small numbers. */
export const FIRST_SMALL = 16;
export const SMALL_COUNT = 48;
/** Tags from here are strings by their index. */
export const FIRST_STRING = FIRST_SMALL + SMALL_COUNT;
export const STRING_COUNT = 256 - FIRST_STRING;

/** Integers beyond are packed by their difference. */
export const LARGE = 2 ** 31;
