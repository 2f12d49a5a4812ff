import { defineConfig } from 'vitest/config';

const EVERYWHERE = '{packages,server,web,tests,scripts}/**';
const NEEDS_MORE = ['**/*.pg.test.ts', '**/*.browser.test.ts', '**/*.services.test.ts'];
const NOT_OURS = ['**/node_modules/**', '**/dist/**'];

/** What is waited for comes at once on a machine at ease; a busy one gets time. */
const POLL_MS = 15_000;

/** A project whose tests start programs of their own: few at a time, and with patience. */
const heavyProject = (name: string, include: string, groupOrder: number, timeoutMs: number) => ({
  test: {
    name,
    include: [include],
    exclude: NOT_OURS,
    fileParallelism: false,
    testTimeout: timeoutMs,
    hookTimeout: timeoutMs,
    expect: { poll: { timeout: POLL_MS } },
    sequence: { groupOrder },
  },
});

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [`${EVERYWHERE}/*.test.ts`],
          exclude: [...NOT_OURS, ...NEEDS_MORE],
          // Properties and real files take seconds on a machine at ease, and many more on a busy one.
          testTimeout: 120_000,
          expect: { poll: { timeout: POLL_MS } },
          maxWorkers: '100%',
          sequence: { groupOrder: 1 },
        },
      },
      heavyProject('pg', `${EVERYWHERE}/*.pg.test.ts`, 2, 120_000),
      heavyProject('browser', 'tests/e2e/**/*.browser.test.ts', 3, 180_000),
      heavyProject('services', 'tests/services/**/*.services.test.ts', 4, 120_000),
    ],
  },
});
