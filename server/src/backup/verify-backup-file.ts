import type { BackupHeader, BackupTotals, TableTotals } from './backup-records.ts';
import type { FileIdentity } from './file-frames.ts';
import { readBackupFile, type OnRead } from './read-backup-file.ts';

/** What a whole and undamaged backup says of itself. */
export interface VerifiedBackup {
  readonly header: BackupHeader;
  readonly tables: ReadonlyMap<string, TableTotals>;
  readonly totals: BackupTotals;
  readonly file: FileIdentity;
}

/** Reads a backup from its first to its last byte. @throws Fault BACKUP-102, BACKUP-103 */
export async function verifyBackupFile(path: string, onRead?: OnRead): Promise<VerifiedBackup> {
  const tables = new Map<string, TableTotals>();
  let header: BackupHeader | undefined;
  let end: { readonly totals: BackupTotals; readonly file: FileIdentity } | undefined;
  for await (const part of readBackupFile(path, onRead)) {
    if (part.kind === 'header') header = part.header;
    if (part.kind === 'end of table') tables.set(part.table, part.totals);
    if (part.kind === 'end') end = part;
  }
  if (!header || !end) throw new Error('a backup was read to its end without a header');
  return { header, tables, totals: end.totals, file: end.file };
}
