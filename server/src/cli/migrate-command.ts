import type { Command } from 'commander';
import { openForCommand } from './open-for-command.ts';
import { print } from './print.ts';

export function registerMigrateCommand(program: Command): void {
  program
    .command('migrate')
    .description('bring the store up to this version; the server does it by itself at start')
    .action(async () => {
      const { store } = await openForCommand();
      await store.close();
      print('the store is up to date');
    });
}
