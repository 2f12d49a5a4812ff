import { registerClockCommand } from './clock-command.ts';
import { runProgram } from './run-program.ts';

/** The command line with `clock` alone: arithmetic should not wait until a whole server is loaded. */
export const runClockCli = (argv: readonly string[]): Promise<number> => runProgram(argv, registerClockCommand);
