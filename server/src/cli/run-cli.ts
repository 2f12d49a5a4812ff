import { registerBackupCommand } from './backup-command.ts';
import { registerClockCommand } from './clock-command.ts';
import { registerConfigCommand } from './config-command.ts';
import { registerExportPoliciesCommand } from './export-policies-command.ts';
import { registerImportRegionsCommand } from './import-regions-command.ts';
import { registerImportTicketsCommand } from './import-tickets-command.ts';
import { registerMigrateCommand } from './migrate-command.ts';
import { openAccounts } from './open-for-command.ts';
import { registerExportOrganisationCommand, registerImportOrganisationCommand } from './organisation-commands.ts';
import { registerReplayCommand } from './replay-command.ts';
import { registerRestoreCommand } from './restore-command.ts';
import { runProgram, type RegisterCommands } from './run-program.ts';
import { registerServeCommand } from './serve-command.ts';
import { registerSimulateCommand } from './simulate-command.ts';
import { registerTokenCommands } from './token-commands.ts';
import { registerUserCommands } from './user-commands.ts';

const registerAll: RegisterCommands = (program, setExitCode) => {
  registerServeCommand(program, setExitCode);
  registerConfigCommand(program);
  registerClockCommand(program, setExitCode);
  registerSimulateCommand(program);
  registerUserCommands(program, openAccounts);
  registerTokenCommands(program, openAccounts);
  const imports = program.command('import').description('take a file into the store');
  registerImportTicketsCommand(imports, setExitCode);
  registerImportRegionsCommand(imports, setExitCode);
  registerImportOrganisationCommand(imports, setExitCode);
  const exports = program.command('export').description('write what the store holds into files');
  registerExportOrganisationCommand(exports, setExitCode);
  registerExportPoliciesCommand(exports, setExitCode);
  registerReplayCommand(program, setExitCode);
  registerMigrateCommand(program);
  registerBackupCommand(program);
  registerRestoreCommand(program);
};

/** Runs one command; answers the exit code. What went wrong goes to stderr, with what to do. */
export const runCli = (argv: readonly string[]): Promise<number> => runProgram(argv, registerAll);
