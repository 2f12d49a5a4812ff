import { readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import type { CommandRunner } from './command-runner.ts';
import type { Tally } from './tally.ts';

/** The part of vitest's JSON report that is read here. */
interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: 'passed' | 'failed';
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** How a vitest run went; `skippedTests` are full titles with the file before them. */
export interface VitestResult {
  readonly tally: Tally;
  readonly skippedTests: readonly string[];
}

/**
 * Runs the tests of `projects` with their output on the terminal. A run that ends
 * badly without a failed test (a file that cannot be read, an error outside tests)
 * counts as one failure.
 */
export async function runVitest(
  runner: CommandRunner,
  projects: readonly string[],
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<VitestResult> {
  const reportFile = `.cache/vitest-${projects.join('-')}.json`;
  rmSync(reportFile, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const selected = projects.map((project) => `--project=${project}`);
  const { code } = await runner.run('vitest', ['run', ...selected, ...reporters, ...args], { visible: true, env });
  return readReport(reportFile, code);
}

function readReport(reportFile: string, code: number): VitestResult {
  let report: VitestReport;
  try {
    report = JSON.parse(readFileSync(reportFile, 'utf8')) as VitestReport;
  } catch {
    return { tally: { passed: 0, failed: 1, skipped: 0 }, skippedTests: [] };
  }
  return summarizeReport(report, code);
}

/** @param code how vitest ended; 0 when all was well */
export function summarizeReport(report: VitestReport, code: number): VitestResult {
  const tests = report.testResults.flatMap((file) =>
    file.assertionResults.map((test) => ({ ...test, file: file.name })),
  );
  const isFailed = (test: { status: string }): boolean => test.status === 'failed';
  const failedFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(isFailed),
  );
  const passed = tests.filter((test) => test.status === 'passed').length;
  const failed = tests.filter(isFailed).length + failedFiles.length;
  const skipped = tests.filter((test) => test.status !== 'passed' && test.status !== 'failed');
  return {
    tally: { passed, failed: failed === 0 && code !== 0 ? 1 : failed, skipped: skipped.length },
    skippedTests: skipped.map((test) => `${relative(process.cwd(), test.file)}: ${test.fullName.trim()}`),
  };
}
