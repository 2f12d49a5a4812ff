import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { BackupHeader, TableTotals } from '../backup/backup-records.ts';
import type { FileIdentity } from '../backup/file-frames.ts';
import { makeBackup } from '../backup/make-backup.ts';
import { systemClock } from '../observe/clock.ts';
import { VERSION } from '../version.ts';
import { abortOnSignal } from './abort-on-signal.ts';
import { openStoreAsItIs } from './open-for-command.ts';
import { print, tell } from './print.ts';
import { tellAtTimes } from './tell-at-times.ts';

/** `citybrain backup <file>`: all that the store holds in one file, while the server runs. */
export function registerBackupCommand(program: Command): void {
  program
    .command('backup <file>')
    .description('write the log with its attachments, accounts and regions into one compressed file; servers may run')
    .option('--force', 'replace the file if it exists')
    .action(async (file: string, { force = false }: { readonly force?: boolean }) => {
      const stopping = abortOnSignal();
      const { store, config } = await openStoreAsItIs();
      try {
        const progress = tellAtTimes();
        const path = resolve(file);
        const made = await makeBackup(path, {
          ...{ database: store.database, program: VERSION, zone: config.zone, now: new Date(systemClock.now()) },
          ...{ isReplacing: force, signal: stopping.signal },
          onRows: (table, { rows }) => progress(`${table}: ${rows} rows`),
        });
        warnOfDamage(made.header);
        print(describeBackup(path, made));
      } finally {
        await store.close();
        stopping.release();
      }
    });
}

/** What a backup holds, for a person. */
export function describeBackup(
  path: string,
  { header, tables, file }: { header: BackupHeader; tables: ReadonlyMap<string, TableTotals>; file: FileIdentity },
): string {
  const rows = (table: string): number => tables.get(table)?.rows ?? 0;
  const lines: [string, string | number][] = [
    ['file', path],
    ['made at', header.madeAt],
    ['last sequence', header.head],
    ['events', rows('events')],
    ['attachments', rows('evidence')],
    ['users and tokens', `${rows('access_users')} and ${rows('access_tokens')}`],
    ['regions', rows('regions')],
    ['quarantined items', rows('quarantine')],
    ['bytes', file.bytes],
    ['SHA-256', file.sha256],
  ];
  return lines.map(([name, value]) => `${`${name}:`.padEnd(20)}${value}`).join('\n');
}

/** Damage of the store that a backup carries on. */
export function warnOfDamage({ damagedEvidence }: BackupHeader): void {
  if (damagedEvidence.length === 0) return;
  tell(`WARNING: the bytes of ${damagedEvidence.length} attachments were damaged in the store already:`);
  for (const id of damagedEvidence) tell(`  ${id}`);
}
