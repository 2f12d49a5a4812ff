/**
 * What each root script runs, one step after the other, on the pinned Node.js.
 * The arguments of the command go to the last step.
 * @type {Readonly<Record<string, readonly (readonly string[])[]>>}
 */
export const TASKS = {
  start: [['scripts/tasks/build.ts'], ['server/src/main.ts', 'serve']],
  citybrain: [['server/src/main.ts']],
  build: [['scripts/tasks/build.ts']],
  dev: [['scripts/tasks/dev.ts']],
  check: [['scripts/tasks/check.ts']],
  format: [['scripts/tasks/format.ts']],
  test: [['scripts/tasks/test.ts']],
  'test:services': [['scripts/tasks/test-services.ts']],
  bench: [['server/bench/main.ts']],
};
