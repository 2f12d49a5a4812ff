import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse, type Options } from 'csv-parse';
import { openFile } from './open-file.ts';
import { unreadableFile } from './unreadable-file.ts';
import { Utf8Gate } from './utf8-gate.ts';

/** One record of a table; the first of a file is its header. */
export interface CsvRow {
  /** Line of the file on which the record ends, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

/** A record longer than this is taken for one whose quote was never closed. */
export const MAX_RECORD_BYTES = 1024 * 1024;

/**
 * The records of a CSV file (RFC 4180; comma, double quotes, LF or CRLF, with or
 * without a byte-order mark, empty lines passed over), or of the one CSV file in
 * a zip, in order. A quote within unquoted text stands for itself. Reads as it
 * is read from; holds a few chunks at a time. Records may have more or fewer
 * fields than the header: that is for the reader to judge.
 * @throws Fault FEED-102, naming the line
 */
export async function* readCsv(path: string): AsyncGenerator<CsvRow, void, undefined> {
  yield* readCsvFrom(await openFile(path));
}

/** As {@link readCsv}, from bytes. */
export async function* readCsvFrom(bytes: Readable): AsyncGenerator<CsvRow, void, undefined> {
  let lastLine = 0;
  const options: Options<CsvRow, string[]> = {
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    relax_quotes: true,
    max_record_size: MAX_RECORD_BYTES,
    on_record: (fields, { lines }) => {
      lastLine = lines;
      return { line: lines, fields };
    },
  };
  // Its declarations know no hook that changes the shape of a record.
  const parser = parse(options as unknown as Options);
  // Its failure is the parser's, which the loop below meets.
  const flow = pipeline(bytes, new Utf8Gate(), parser).catch(() => undefined);
  try {
    for await (const row of parser) yield row as CsvRow;
  } catch (error) {
    throw readable(error, lastLine + 1);
  } finally {
    parser.destroy();
    await flow;
  }
}

/** @param line on which the record that can't be read begins */
function readable(error: unknown, line: number): unknown {
  if (!(error instanceof CsvError)) {
    return error instanceof Error && error.name !== 'Fault' ? unreadableFile(error.message, error) : error;
  }
  switch (error.code as string) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return unreadableFile(`line ${line}: a quote is opened and never closed`, error);
    case 'CSV_MAX_RECORD_SIZE':
      return unreadableFile(
        `line ${line}: a record of more than ${MAX_RECORD_BYTES} bytes begins here; a quote is probably never closed`,
        error,
      );
    default:
      return unreadableFile(`line ${line}: ${error.message}`, error);
  }
}
