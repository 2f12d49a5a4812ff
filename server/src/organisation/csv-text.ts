import { CsvError, parse, type Options } from 'csv-parse/sync';

/** What a spreadsheet takes for a formula, or what the quote below stands before. */
const BEGINS_LIKE_FORMULA = /^['=+\-@\t\r]/;
const BYTE_ORDER_MARK = '\ufeff';

/** A record with its cells as they were before they were made safe. */
export interface CsvRecord {
  /** Line of the file on which it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export type CsvRecords =
  | { readonly ok: true; readonly records: readonly CsvRecord[] }
  | { readonly ok: false; readonly line: number; readonly message: string };

/**
 * RFC 4180 with a byte-order mark, so that spreadsheets read it as UTF-8. A cell
 * that begins like a formula gets a single quote before it.
 */
export const writeCsvText = (records: readonly (readonly string[])[]): string =>
  BYTE_ORDER_MARK + records.map((cells) => `${cells.map(writeCell).join(',')}\r\n`).join('');

/** Reads what {@link writeCsvText} writes, and what people make of it: any line ends, no mark, empty rows. */
export function readCsvText(text: string): CsvRecords {
  const records: CsvRecord[] = [];
  // The parser takes a CRLF within quotes for two lines.
  let linesTooMany = 0;
  let end = 0;
  const take = (record: readonly string[], lines: number): void => {
    const countBreaks = (pattern: RegExp): number =>
      record.reduce((sum, cell) => sum + (cell.match(pattern)?.length ?? 0), 0);
    const line = lines - linesTooMany - countBreaks(/[\r\n]/g);
    linesTooMany += countBreaks(/\r\n/g);
    end = lines - linesTooMany;
    if (record.some((cell) => cell !== '')) records.push({ line, cells: record.map(restore) });
  };
  const options: Options = {
    ...{ bom: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true },
    record_delimiter: ['\r\n', '\n', '\r'],
    on_record: (record: readonly string[], { lines }) => {
      take(record, lines);
      return null;
    },
  };
  try {
    parse(text, options);
    return { ok: true, records };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const message =
      error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'a quote is opened and never closed: close it' : error.message;
    return { ok: false, line: end + 1, message };
  }
}

function writeCell(cell: string): string {
  const safe = BEGINS_LIKE_FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const restore = (cell: string): string =>
  cell.startsWith("'") && BEGINS_LIKE_FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
