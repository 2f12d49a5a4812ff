import { CommandRunner } from './command-runner.ts';

const runner = new CommandRunner();
runner.stopOnSignals();
const { code } = await runner.run('prettier', ['--write', '.', '--log-level', 'warn'], { visible: true });
process.exitCode = code;
