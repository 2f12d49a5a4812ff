import { Fault } from '../observe/fault.ts';
import {
  readRecord,
  recordIn,
  type BackupHeader,
  type BackupTotals,
  type TableHead,
  type TableTotals,
} from './backup-records.ts';
import { ByteLines } from './byte-lines.ts';
import { countLines } from './write-content.ts';

/** What comes out of a backup, in this order: header, for each table its head, rows and end, end. */
export type ContentPart =
  | { readonly kind: 'header'; readonly header: BackupHeader }
  | { readonly kind: 'table'; readonly head: TableHead }
  /** Cut anywhere. */
  | { readonly kind: 'rows'; readonly bytes: Uint8Array }
  | { readonly kind: 'end of table'; readonly table: string; readonly totals: TableTotals }
  | { readonly kind: 'end'; readonly totals: BackupTotals };

/**
 * The inverse of `writeContent`, however the bytes are cut.
 * @throws Fault BACKUP-102 where something is missing, left over or counted differently
 */
export async function* readContent(source: AsyncIterable<Uint8Array>): AsyncGenerator<ContentPart> {
  const lines = new ByteLines(source);
  yield { kind: 'header', header: readRecord('header', await lines.line('header')) };
  const sums = { tables: 0, rows: 0, bytes: 0 };
  for (;;) {
    const line = await lines.line('next table');
    const end = recordIn('end', line);
    if (end) {
      requireSame('the whole', end, sums);
      await lines.end();
      yield { kind: 'end', totals: end };
      return;
    }
    const head = readRecord('table', line);
    yield { kind: 'table', head };
    const counted = { rows: 0, bytes: 0 };
    for await (const bytes of lines.rows(head.table)) {
      counted.rows += countLines(bytes);
      counted.bytes += bytes.length;
      yield { kind: 'rows', bytes };
    }
    const totals = readRecord('end of a table', await lines.line(`count of ${head.table}`));
    requireSame(head.table, totals, counted);
    yield { kind: 'end of table', table: head.table, totals };
    sums.tables += 1;
    sums.rows += counted.rows;
    sums.bytes += counted.bytes;
  }
}

function requireSame<Counts extends TableTotals>(what: string, stated: Counts, counted: Counts): void {
  for (const key of Object.keys(counted) as (keyof Counts)[]) {
    if (stated[key] === counted[key]) continue;
    const message = `${what} has ${String(counted[key])} ${String(key)} where ${String(stated[key])} are stated`;
    throw new Fault('BACKUP-102', message);
  }
}
