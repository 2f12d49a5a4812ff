import type { PoolClient } from 'pg';
import { Fault } from '../observe/fault.ts';
import { CopyWriter } from './copy-writer.ts';
import type { BackupPart } from './read-backup-file.ts';
import { CARRIED_TABLES } from './table-plan.ts';
import type { OnRows } from './write-content.ts';

/**
 * Loads the tables of a backup in the transaction of `connection`.
 * @throws Fault BACKUP-102, BACKUP-105; then the connection is of no more use
 */
export async function loadTables(
  connection: PoolClient,
  parts: AsyncIterable<BackupPart>,
  onRows: OnRows = () => undefined,
): Promise<void> {
  const expected = new Set(CARRIED_TABLES.map(({ table }) => table));
  let writer: CopyWriter | null = null;
  for await (const part of parts) {
    switch (part.kind) {
      case 'table':
        if (!expected.delete(part.head.table)) throw new Fault('BACKUP-105', `it carries a table ${part.head.table}`);
        writer = new CopyWriter(connection, part.head);
        break;
      case 'rows':
        await writer?.write(part.bytes);
        break;
      case 'end of table': {
        const rows = await writer?.end();
        if (rows !== part.totals.rows) {
          throw new Fault('BACKUP-105', `${part.table} took ${rows ?? 0} of ${part.totals.rows} rows`);
        }
        onRows(part.table, part.totals);
        break;
      }
    }
  }
}
