import { allChecks } from '../checks/all-checks.ts';
import { CommandRunner } from './command-runner.ts';
import { runChecks } from './run-checks.ts';
import { closingLine } from './tally.ts';

const runner = new CommandRunner();
runner.stopOnSignals();
const tally = await runChecks(runner, allChecks());
console.log(closingLine(tally));
process.exitCode = tally.failed === 0 ? 0 : 1;
