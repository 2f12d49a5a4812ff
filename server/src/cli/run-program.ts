import { Command, CommanderError } from 'commander';
import { FAULTS } from '../error-codes.ts';
import { Fault } from '../observe/fault.ts';
import { VERSION } from '../version.ts';
import { tell } from './print.ts';

/** Adds commands; a command that ends otherwise than with 0 says so. */
export type RegisterCommands = (program: Command, setExitCode: (code: number) => void) => void;

/** Runs one of the commands that are registered; answers the exit code. What went wrong goes to stderr, with what to do. */
export async function runProgram(argv: readonly string[], register: RegisterCommands): Promise<number> {
  let exitCode = 0;
  const program = new Command('citybrain')
    .description('一网治理 · 城市大脑: one log, one live picture of a city, many screens')
    .version(VERSION)
    .exitOverride();
  register(program, (code) => {
    exitCode = code;
  });
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
