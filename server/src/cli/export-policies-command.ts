import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { readConfig } from '../config.ts';
import { policyBook, writePolicies } from '../policy-file.ts';
import { tell } from './print.ts';

/** `citybrain export policies <file>`: the SLA policies in force, as the file that CITYBRAIN_POLICIES names. */
export function registerExportPoliciesCommand(exports: Command, setExitCode: (code: number) => void): void {
  exports
    .command('policies <file>')
    .description('write the SLA policies into a JSON file to be edited; CITYBRAIN_POLICIES puts it in force')
    .option('--force', 'write over a file that exists')
    .action((file: string, { force }: { readonly force?: boolean }) => {
      const { policyFile, zone } = readConfig(process.env, process.cwd());
      const book = policyBook(policyFile, zone);
      try {
        writeFileSync(file, writePolicies(book), { flag: force ? 'w' : 'wx' });
      } catch (error) {
        const isThere = (error as { code?: string }).code === 'EEXIST';
        tell(
          isThere
            ? `${file} exists: name another file, or add --force`
            : `${file} can not be written: ${String(error)}`,
        );
        setExitCode(1);
        return;
      }
      tell(`wrote ${book.policies.length} version(s) of the policy to ${file}`);
    });
}
