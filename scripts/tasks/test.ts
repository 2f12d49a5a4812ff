import { allChecks } from '../checks/all-checks.ts';
import { CommandRunner } from './command-runner.ts';
import { runChecks } from './run-checks.ts';
import { runVitest } from './run-vitest.ts';
import { addTallies, closingLine, type Tally } from './tally.ts';
import { ensureWebBuilt } from './web-build.ts';

const runner = new CommandRunner();
runner.stopOnSignals();

async function buildWeb(): Promise<Tally> {
  const failed = await ensureWebBuilt(runner);
  process.stdout.write(failed ? `✗ web build\n${failed.output}` : '✓ web build\n');
  return { passed: failed ? 0 : 1, failed: failed ? 1 : 0, skipped: 0 };
}

const checks = await runChecks(runner, allChecks());
const build = await buildWeb();
const tests = await runVitest(runner, ['unit', 'pg', 'browser'], process.argv.slice(2));
for (const title of tests.skippedTests) console.log(`skipped: ${title}`);
const tally = addTallies([checks, build, tests.tally]);
console.log(closingLine(tally));
process.exitCode = tally.failed === 0 ? 0 : 1;
