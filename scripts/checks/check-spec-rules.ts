import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A numbered rule of a spec: `- **L1** text`. */
const RULE = /^\s*[-*] \*\*([A-Z]{1,3}\d+)\*\*/gm;
/** A test title that holds rules: `[L1] …` or `[L1, V2] …`, in quotes or back-ticks. */
const QUOTED_IDS = /['"`]\[([A-Z]{1,3}\d+(?:, ?[A-Z]{1,3}\d+)*)\] /g;
const TEST_FILES = '{packages,server,web,tests,scripts}/**/*.{test,contract}.ts';

interface Found {
  readonly id: string;
  readonly file: string;
}

/** What the specs and the tests say of each other; `problems` empty means that they agree. */
export interface SpecReport {
  readonly rules: number;
  readonly problems: readonly string[];
}

/** Every rule of `docs/spec` is held by a test that quotes its id, and every quoted id is a rule. */
export function checkSpecRules(rootDirectory: string): SpecReport {
  const rules = find(rootDirectory, 'docs/spec/**/*.md', (text) =>
    [...text.matchAll(RULE)].map((match) => match[1] ?? ''),
  );
  const quotes = find(rootDirectory, TEST_FILES, (text) =>
    [...text.matchAll(QUOTED_IDS)].flatMap((match) => (match[1] ?? '').split(/, ?/)),
  );
  const known = new Set(rules.map((rule) => rule.id));
  const held = new Set(quotes.map((quote) => quote.id));
  const seen = new Set<string>();
  const repeated = rules.filter((rule) => seen.size === seen.add(rule.id).size);
  return {
    rules: known.size,
    problems: [
      ...repeated.map((rule) => `${rule.file}: rule ${rule.id} is stated twice`),
      ...rules.filter((rule) => !held.has(rule.id)).map((rule) => `${rule.file}: no test holds rule ${rule.id}`),
      ...quotes
        .filter((quote) => !known.has(quote.id))
        .map((quote) => `${quote.file}: no spec states rule ${quote.id}`),
    ],
  };
}

function find(rootDirectory: string, pattern: string, idsOf: (text: string) => readonly string[]): Found[] {
  const files = globSync(pattern, {
    cwd: rootDirectory,
    exclude: (name) => name === 'node_modules' || name === 'dist',
  });
  return files
    .sort()
    .flatMap((file) => idsOf(readFileSync(join(rootDirectory, file), 'utf8')).map((id) => ({ id, file })));
}

if (import.meta.main) {
  const report = checkSpecRules(process.cwd());
  for (const problem of report.problems) console.log(problem);
  console.log(`${report.rules} rules, ${report.problems.length} problems`);
  process.exitCode = report.problems.length === 0 ? 0 : 1;
}
