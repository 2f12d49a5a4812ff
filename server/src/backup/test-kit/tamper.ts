import type { BackupHeader } from '../backup-records.ts';
import { readBackupFile } from '../read-backup-file.ts';
import { writeBackupFile } from '../write-backup-file.ts';
import { writeContent } from '../write-content.ts';
import { tablesOf } from './table-sources.ts';

/** What becomes of the rows of tables. */
export type Tampering = Readonly<Record<string, (rows: string[]) => string[]>>;

/** Writes a backup with other rows, whose file is as whole as the first one. */
export async function tamper(
  from: string,
  to: string,
  tampering: Tampering,
  change: (header: BackupHeader) => BackupHeader = (header) => header,
): Promise<void> {
  let header: BackupHeader | undefined;
  const tables: { table: string; columns: string[]; pieces: Buffer[] }[] = [];
  for await (const part of readBackupFile(from)) {
    if (part.kind === 'header') header = part.header;
    if (part.kind === 'table') tables.push({ ...part.head, pieces: [] });
    if (part.kind === 'rows') tables.at(-1)?.pieces.push(Buffer.from(part.bytes));
  }
  if (!header) throw new Error('no header');
  const sources = async function* () {
    for (const { table, columns, pieces } of tables) {
      const rows = Buffer.concat(pieces).toString().split('\n').slice(0, -1);
      for await (const source of tablesOf({ [table]: tampering[table]?.(rows) ?? rows }, 65_536)) {
        yield { ...source, columns };
      }
    }
  };
  await writeBackupFile(to, writeContent(change(header), sources()), { isReplacing: true });
}
