import type { Database } from '../log/database.ts';
import { Fault } from '../observe/fault.ts';
import type { BackupHeader, TableTotals } from './backup-records.ts';
import type { FileIdentity } from './file-frames.ts';
import { holdMoment, type HeldMoment } from './hold-moment.ts';
import { writeBackupFile, type WriteOptions } from './write-backup-file.ts';
import { writeContent, type OnRows, type TableSource } from './write-content.ts';

export interface BackupOptions extends WriteOptions {
  readonly database: Database;
  /** Of the program. */
  readonly program: string;
  readonly zone: string;
  readonly now: Date;
  readonly onRows?: OnRows;
}

export interface MadeBackup {
  readonly header: BackupHeader;
  readonly tables: ReadonlyMap<string, TableTotals>;
  readonly file: FileIdentity;
}

/**
 * Writes all that the store holds and that can't be made from something else into one
 * file, while servers go on writing; see docs/spec/backup.md.
 * @throws Fault BACKUP-101 (file), BACKUP-105 (the log has gaps), BACKUP-106 (no store), STORE-104
 */
export async function makeBackup(path: string, options: BackupOptions): Promise<MadeBackup> {
  const moment = await holdMoment(options.database);
  try {
    const header = headerOf(moment, options);
    const tables = new Map<string, TableTotals>();
    const onRows: OnRows = (table, totals) => {
      tables.set(table, totals);
      options.onRows?.(table, totals);
    };
    const content = writeContent(header, checkedTables(moment, tables), onRows);
    return { header, tables, file: await writeBackupFile(path, content, options) };
  } finally {
    await moment.close();
  }
}

/** A log with gaps must not pass for a backup; the file is given up before it is complete. */
async function* checkedTables(
  moment: HeldMoment,
  tables: ReadonlyMap<string, TableTotals>,
): AsyncGenerator<TableSource> {
  yield* moment.tables();
  const rows = tables.get('events')?.rows ?? 0;
  if (rows !== moment.head) {
    throw new Fault('BACKUP-105', `the log ends with sequence ${moment.head} and holds ${rows} events`);
  }
}

const headerOf = (moment: HeldMoment, { program, zone, now }: BackupOptions): BackupHeader => ({
  backup: 'citybrain',
  program,
  madeAt: now.toISOString(),
  postgres: moment.postgres,
  zone,
  head: moment.head,
  schema: moment.schema.map(({ number, name, sha256 }) => ({ number, name, sha256 })),
  duties: [...moment.duties],
  damagedEvidence: [...moment.damagedEvidence],
});
