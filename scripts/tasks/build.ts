import { say } from '../bootstrap/progress.mjs';
import { CommandRunner } from './command-runner.ts';
import { ensureWebBuilt } from './web-build.ts';

const runner = new CommandRunner();
runner.stopOnSignals();
const failed = await ensureWebBuilt(runner);
if (failed) {
  process.stderr.write(failed.output);
  say('the web app cannot be built; the output above says why');
  process.exitCode = failed.code;
}
