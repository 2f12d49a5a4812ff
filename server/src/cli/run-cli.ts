import { Command, CommanderError } from 'commander';
import { FAULTS } from '../error-codes.ts';
import { Fault } from '../observe/fault.ts';
import { VERSION } from '../version.ts';
import { registerConfigCommand } from './config-command.ts';
import { registerImportRegionsCommand } from './import-regions-command.ts';
import { registerImportTicketsCommand } from './import-tickets-command.ts';
import { registerMigrateCommand } from './migrate-command.ts';
import { openAccounts } from './open-for-command.ts';
import { registerExportOrganisationCommand, registerImportOrganisationCommand } from './organisation-commands.ts';
import { tell } from './print.ts';
import { registerReplayCommand } from './replay-command.ts';
import { registerServeCommand } from './serve-command.ts';
import { registerSimulateCommand } from './simulate-command.ts';
import { registerTokenCommands } from './token-commands.ts';
import { registerUserCommands } from './user-commands.ts';

/** Runs one command; answers the exit code. What went wrong goes to stderr, with what to do. */
export async function runCli(argv: readonly string[]): Promise<number> {
  let exitCode = 0;
  const program = new Command('citybrain')
    .description('一网治理 · 城市大脑: one log, one live picture of a city, many screens')
    .version(VERSION)
    .exitOverride();
  const setExitCode = (code: number): void => {
    exitCode = code;
  };
  registerServeCommand(program, setExitCode);
  registerConfigCommand(program);
  registerSimulateCommand(program);
  registerUserCommands(program, openAccounts);
  registerTokenCommands(program, openAccounts);
  const imports = program.command('import').description('take a file into the store');
  registerImportTicketsCommand(imports, setExitCode);
  registerImportRegionsCommand(imports, setExitCode);
  registerImportOrganisationCommand(imports, setExitCode);
  const exports = program.command('export').description('write what the store holds into files');
  registerExportOrganisationCommand(exports, setExitCode);
  registerReplayCommand(program, setExitCode);
  registerMigrateCommand(program);
  const [first] = argv.slice(2);
  if (first !== undefined && !first.startsWith('-') && first !== 'help') {
    const known = program.commands.map((command) => command.name());
    if (!known.includes(first)) {
      tell(`There is no command "${first}". There are: ${known.join(', ')}.`);
      return 1;
    }
  }
  try {
    await program.parseAsync([...argv]);
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    if (error instanceof Fault) {
      tell(`${error.code}: ${error.message}\n${FAULTS[error.code].meaning}. ${FAULTS[error.code].remedy}`);
      return 1;
    }
    tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return 1;
  }
}
