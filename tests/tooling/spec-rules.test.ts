import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkSpecRules } from '../../scripts/checks/check-spec-rules.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

// Put together here, so that these titles are not taken for rules of the project.
const titled = (ids: string): string => `it('[${ids}] a sentence', () => {});\n`;

function problemsOf(files: Readonly<Record<string, string>>): readonly string[] {
  const root = temporaryDirectory();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return checkSpecRules(root).problems;
}

describe('spec rules', () => {
  it('agree when each rule has a test and each id a rule', () => {
    const files = {
      'docs/spec/log.md': '# Log\n\n- **L1** one thing\n- **L2** another\n',
      'server/src/log/a.test.ts': titled('L1, L2'),
    };
    expect(problemsOf(files)).toEqual([]);
  });

  it('name the rule that no test holds', () => {
    expect(problemsOf({ 'docs/spec/log.md': '- **L1** one thing\n' })).toEqual([
      'docs/spec/log.md: no test holds rule L1',
    ]);
  });

  it('name the id that no spec states', () => {
    expect(problemsOf({ 'tests/a.test.ts': titled('S9') })).toEqual(['tests/a.test.ts: no spec states rule S9']);
  });

  it('name the rule that is stated twice', () => {
    const files = { 'docs/spec/log.md': '- **L1** one\n- **L1** two\n', 'tests/a.test.ts': titled('L1') };
    expect(problemsOf(files)).toEqual(['docs/spec/log.md: rule L1 is stated twice']);
  });
});
