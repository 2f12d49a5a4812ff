import { globSync } from 'node:fs';
import { dirname } from 'node:path';

/** One check of `npm run check`: a command that ends with 0 when all is well. */
export interface Check {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
}

const PROJECTS = ['packages/*/tsconfig*.json', '{server,web,tests,scripts}/tsconfig.json'];

/** A package laid out but not yet begun has nothing to check. */
const hasSources = (project: string): boolean =>
  globSync(`${dirname(project)}/**/*${project.endsWith('.test.json') ? '.test' : ''}.{ts,vue}`, {
    exclude: (path) => path === 'node_modules',
  }).length > 0;

/** Every project with a `tsconfig.json`, and `tsconfig.test.json` where tests need more than their sources. */
const typeChecks = (): Check[] =>
  globSync(PROJECTS)
    .sort()
    .filter(hasSources)
    .map((project) => ({
      name: `types of ${dirname(project)}${project.endsWith('.test.json') ? ' (tests)' : ''}`,
      program: project.startsWith('web/') ? 'vue-tsc' : 'tsc',
      args: ['-p', project],
    }));

/** All checks, the slowest first, so that two at a time end together. */
export const allChecks = (): readonly Check[] => [
  // No cache: a rule that knows types can change its mind when another file changes.
  { name: 'lint', program: 'eslint', args: ['.'] },
  ...typeChecks(),
  {
    name: 'format',
    program: 'prettier',
    args: ['--check', '.', '--log-level', 'warn', '--cache', '--cache-location', '.cache/prettier'],
  },
  { name: 'import directions', program: 'node', args: ['scripts/checks/check-imports.ts'] },
  { name: 'spec rules', program: 'node', args: ['scripts/checks/check-spec-rules.ts'] },
];
