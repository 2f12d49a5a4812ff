import type { BackupHeader, BackupTotals, TableHead, TableTotals } from './backup-records.ts';

/** A table as it is read: its rows in PostgreSQL's text format of COPY, cut anywhere. */
export interface TableSource extends TableHead {
  readonly rows: AsyncIterable<Uint8Array>;
}

/** Told after each piece of a table. */
export type OnRows = (table: string, totals: TableTotals) => void;

export const NEWLINE = 0x0a;
/** Ends a table's rows, as in PostgreSQL's own dumps; no row is written like it. */
export const END_OF_ROWS = '\\.\n';

/**
 * The content of a backup, as lines of text:
 *
 *   {"backup":"citybrain", …}            header
 *   {"table":"regions","columns":[…]}    then its rows, one a line
 *   \.
 *   {"rows":13,"bytes":4711}
 *   …
 *   {"tables":8,"rows":…,"bytes":…}      end
 */
export async function* writeContent(
  header: BackupHeader,
  tables: AsyncIterable<TableSource>,
  onRows: OnRows = () => undefined,
): AsyncGenerator<Uint8Array> {
  yield lineOf(header);
  const sums = { tables: 0, rows: 0, bytes: 0 };
  for await (const { table, columns, rows } of tables) {
    yield lineOf({ table, columns } satisfies TableHead);
    const totals = { rows: 0, bytes: 0 };
    for await (const piece of rows) {
      totals.rows += countLines(piece);
      totals.bytes += piece.length;
      onRows(table, totals);
      yield piece;
    }
    onRows(table, totals);
    yield Buffer.from(END_OF_ROWS);
    yield lineOf(totals satisfies TableTotals);
    sums.tables += 1;
    sums.rows += totals.rows;
    sums.bytes += totals.bytes;
  }
  yield lineOf(sums satisfies BackupTotals);
}

const lineOf = (record: object): Buffer => Buffer.from(`${JSON.stringify(record)}\n`);

/** A line of COPY is a row: line breaks within a value are escaped. */
export function countLines(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count += 1;
  return count;
}
