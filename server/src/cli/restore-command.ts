import { resolve } from 'node:path';
import type { Command } from 'commander';
import { restoreBackup } from '../backup/restore-backup.ts';
import { verifyBackupFile } from '../backup/verify-backup-file.ts';
import { MIGRATIONS_DIRECTORY, readMigrations } from '../log/store/migrate.ts';
import { describeBackup, warnOfDamage } from './backup-command.ts';
import { openStoreAsItIs } from './open-for-command.ts';
import { print, tell } from './print.ts';
import { tellAtTimes } from './tell-at-times.ts';

/** `citybrain restore <file>`: a backup into an empty store. */
export function registerRestoreCommand(program: Command): void {
  program
    .command('restore <file>')
    .description('restore a backup into an empty store, all or nothing; no server may run on it')
    .option('--check', 'only verify that the file is whole and undamaged; no store is opened')
    .action(async (file: string, { check = false }: { readonly check?: boolean }) => {
      const path = resolve(file);
      if (check) await checkOnly(path);
      else await restore(path);
    });
}

async function checkOnly(path: string): Promise<void> {
  const progress = tellAtTimes();
  const verified = await verifyBackupFile(path, (bytes, of) => progress(`${bytes} of ${of} bytes read`));
  warnOfDamage(verified.header);
  print(`${describeBackup(path, verified)}\nthe file is whole and undamaged`);
}

async function restore(path: string): Promise<void> {
  const { store, config } = await openStoreAsItIs();
  try {
    const progress = tellAtTimes();
    const restored = await restoreBackup(path, {
      database: store.database,
      migrations: await readMigrations(MIGRATIONS_DIRECTORY),
      onVerified: ({ file }) => tell(`the file is whole and undamaged (${file.bytes} bytes)`),
      onRows: (table, { rows }) => tell(`${table}: ${rows} rows`),
      onFolded: (streams) => progress(`${streams} tickets, stations and incidents made from the log`),
    });
    warnOfDamage(restored.header);
    const { zone } = restored.header;
    if (zone !== config.zone) {
      tell(`WARNING: the backup was made with CITYBRAIN_ZONE=${zone}; here it is ${config.zone}.`);
    }
    print(describeBackup(path, restored));
    print(`restored, with ${restored.streams} tickets, stations and incidents made from the log`);
  } finally {
    await store.close();
  }
}
