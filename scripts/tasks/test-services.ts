import { say } from '../bootstrap/progress.mjs';
import { findPostgres, startThrowawayPostgres } from '../services/throwaway-postgres.ts';
import { CommandRunner } from './command-runner.ts';
import { runVitest } from './run-vitest.ts';
import { addTallies, closingLine, NOTHING, type Tally } from './tally.ts';

const runner = new CommandRunner();
runner.stopOnSignals();

/**
 * Runs the tests that find servers by these variables; without a variable they skip.
 * With a PostgreSQL given, all that is tested on the embedded one holds on it too.
 */
async function testAgainst(env: NodeJS.ProcessEnv): Promise<Tally> {
  const projects = env['CITYBRAIN_TEST_POSTGRES_URL'] ? ['services', 'pg'] : ['services'];
  const result = await runVitest(runner, projects, process.argv.slice(2), { ...process.env, ...env });
  for (const title of result.skippedTests) console.log(`skipped: ${title}`);
  return result.tally;
}

async function run(): Promise<Tally> {
  const programs = findPostgres();
  if (programs === null) {
    say('no PostgreSQL of the distribution is installed (Debian: apt-get install postgresql)');
    const missing: Tally = process.env['CI'] === 'true' ? { passed: 0, failed: 1, skipped: 0 } : NOTHING;
    return addTallies([missing, await testAgainst({})]);
  }
  say(`starting a PostgreSQL of its own from ${programs}`);
  const postgres = await startThrowawayPostgres(programs);
  try {
    return await testAgainst({ CITYBRAIN_TEST_POSTGRES_URL: postgres.url });
  } finally {
    await postgres.stop();
  }
}

const tally = await run();
console.log(closingLine(tally));
process.exitCode = tally.failed === 0 ? 0 : 1;
