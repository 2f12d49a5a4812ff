import { inWorkspace } from '../bootstrap/workspace.mjs';
import { CommandRunner } from './command-runner.ts';

const runner = new CommandRunner();
runner.stopOnSignals();
const args = process.argv.slice(2);

/** The server starts again when its sources change; the web app reloads by itself. When one ends, so does the other. */
const ended = await Promise.race([
  runner.run('node', ['--watch', 'server/src/main.ts', 'serve', ...args], { visible: true }),
  runner.run(inWorkspace('web', 'node_modules', '.bin', 'vite'), [], { visible: true, cwd: inWorkspace('web') }),
]);
runner.stop('SIGTERM', ended.code);
