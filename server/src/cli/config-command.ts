import type { Command } from 'commander';
import { SETTINGS } from '../config.ts';
import { print } from './print.ts';

const SECRETS = new Set(['DATABASE_URL', 'MAPBOX_TOKEN']);

export function registerConfigCommand(program: Command): void {
  program
    .command('config')
    .description('list every setting with its default and present value')
    .option('--json', 'as JSON')
    .action((options: { json?: boolean }) => {
      const rows = SETTINGS.map(({ name, meaning, fallback }) => ({
        name,
        meaning,
        fallback,
        value: SECRETS.has(name) && process.env[name] ? '(set)' : (process.env[name] ?? null),
      }));
      if (options.json) return print(JSON.stringify(rows, null, 2));
      for (const { name, meaning, fallback, value } of rows) {
        print(`${name.padEnd(28)} ${meaning}`);
        print(`${' '.repeat(28)} default: ${fallback || '(none)'}${value === null ? '' : `   now: ${value}`}`);
      }
    });
}
