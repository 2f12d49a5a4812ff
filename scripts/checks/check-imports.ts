import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { importRules } from './import-rules.ts';

const ROOTS = ['packages', 'server', 'web', 'tests'];
/** Read by the compiler of Vue or TypeScript. `.vue` must not stand under extraExtensionsToScan: its imports would go unread. */
const MODULE = '\\.(ts|mts|vue)$';

/** What a look at the imports found: `problems` empty means that all is well. */
export interface ImportReport {
  readonly modules: number;
  readonly dependencies: number;
  readonly problems: readonly string[];
}

/**
 * Reads every module below `rootDirectory` and holds its imports against the table.
 * That nothing was read is a problem too: a scanner that finds no modules finds no faults.
 */
export async function checkImports(rootDirectory: string): Promise<ImportReport> {
  const roots = ROOTS.filter((root) => existsSync(join(rootDirectory, root)));
  const { output } = await cruise(roots, {
    baseDir: rootDirectory,
    validate: true,
    ruleSet: { forbidden: importRules() },
    // Own modules only; what lies in node_modules or dist is a leaf.
    doNotFollow: { path: ['node_modules', '/dist/'] },
    exclude: { path: ['/dist/', '(^|/)node_modules/\\.(vite|cache)'] },
    // Types count: an arrow in the wrong direction is wrong before compilation too.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.mts', '.vue', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  });
  if (typeof output === 'string') throw new TypeError('dependency-cruiser answered with text');
  return toReport(output);
}

function toReport(result: ICruiseResult): ImportReport {
  const own = result.modules.filter(
    (module) => new RegExp(MODULE).test(module.source) && !module.source.includes('node_modules'),
  );
  const problems = result.summary.violations.map(
    (violation) => `${violation.from} → ${violation.to} (${violation.rule.name})`,
  );
  if (own.length === 0) problems.push('no module was read: the scanner does not understand the sources');
  const dependencies = own.reduce((sum, module) => sum + module.dependencies.length, 0);
  if (own.length > 1 && dependencies === 0)
    problems.push('no import was read: the scanner does not understand the sources');
  return { modules: own.length, dependencies, problems };
}

if (import.meta.main) {
  const report = await checkImports(process.cwd());
  for (const problem of report.problems) console.log(problem);
  console.log(`${report.modules} modules, ${report.dependencies} imports, ${report.problems.length} problems`);
  process.exitCode = report.problems.length === 0 ? 0 : 1;
}
