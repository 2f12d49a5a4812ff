import { describe, expect, it } from 'vitest';
import { summarizeReport } from './run-vitest.ts';

const file = (status: 'passed' | 'failed', ...statuses: string[]) => ({
  name: `${process.cwd()}/a.test.ts`,
  status,
  assertionResults: statuses.map((each, index) => ({ status: each, fullName: ` suite test ${index}` })),
});

describe('summarizeReport', () => {
  it('counts tests by how they ended and names the skipped ones', () => {
    const report = { testResults: [file('failed', 'passed', 'failed', 'skipped', 'todo'), file('passed', 'passed')] };
    expect(summarizeReport(report, 1)).toEqual({
      tally: { passed: 2, failed: 1, skipped: 2 },
      skippedTests: ['a.test.ts: suite test 2', 'a.test.ts: suite test 3'],
    });
  });

  it('counts a file that cannot be read as one failure', () => {
    expect(summarizeReport({ testResults: [file('failed'), file('passed', 'passed')] }, 1).tally).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
    });
  });

  it('counts a run that ended badly without a failed test as one failure', () => {
    expect(summarizeReport({ testResults: [file('passed', 'passed')] }, 1).tally.failed).toBe(1);
  });
});
