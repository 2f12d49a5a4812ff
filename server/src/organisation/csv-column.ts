import type { CivilDate } from '@citybrain/domain';

/** How one field of a row is written in a cell. */
export interface CsvColumn<Value> {
  /** What a cell must hold, as the end of "write …". */
  readonly expects: string;
  /** Undefined: the cell holds something else. */
  read(cell: string): Value | undefined;
  write(value: Value): string;
}

export const MAX_CELL_LENGTH = 1000;

/** Ids go between the semicolons of a list, so they hold neither those nor blanks. */
const ID = /^[^\s;,"']{1,120}$/u;

/** An id, such as `street:nbs:370203005000`. */
export const idColumn = <Id extends string>(): CsvColumn<Id> => ({
  expects: 'an id of at most 120 characters, without blanks, quotes, commas and semicolons',
  read: (cell) => (ID.test(cell.trim()) ? (cell.trim() as Id) : undefined),
  write: (id) => id,
});

/** Ids with semicolons between them; an empty cell: none. */
export const idListColumn = <Id extends string>(): CsvColumn<readonly Id[]> => ({
  expects: 'ids with semicolons between them, or nothing',
  read(cell) {
    const ids = cell.split(';').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));
    return ids.every((id) => ID.test(id)) ? (ids as Id[]) : undefined;
  },
  write: (ids) => ids.join(';'),
});

/** Text as it is, with its blanks and line ends. */
export const textColumn = <Text extends string = string>(): CsvColumn<Text> => ({
  expects: `text of at most ${MAX_CELL_LENGTH} characters`,
  read: (cell) => (cell.trim() !== '' && cell.length <= MAX_CELL_LENGTH && isPlain(cell) ? (cell as Text) : undefined),
  write: (text) => text,
});

export const wordColumn = <Word extends string>(words: readonly Word[]): CsvColumn<Word> => ({
  expects: words.join(', '),
  read: (cell) => words.find((word) => word === cell.trim()),
  write: (word) => word,
});

export const dateColumn: CsvColumn<CivilDate> = {
  expects: 'a date YYYY-MM-DD',
  read: (cell) => (isDate(cell.trim()) ? (cell.trim() as CivilDate) : undefined),
  write: (date) => date,
};

/** As `column`, and null for an empty cell. */
export const orNothing = <Value>(column: CsvColumn<Value>): CsvColumn<Value | null> => ({
  expects: `${column.expects}, or nothing`,
  read: (cell) => (cell === '' ? null : column.read(cell)),
  write: (value) => (value === null ? '' : column.write(value)),
});

/** No control character but tabs and line ends; the store takes no zero byte. */
// eslint-disable-next-line no-control-regex -- these are what it looks for
const isPlain = (text: string): boolean => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text);

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
