import { join } from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const eslint = new ESLint({
  cwd: ROOT,
  // Under CI the parser would read each file from the disk instead of the text at hand.
  overrideConfig: { languageOptions: { parserOptions: { disallowAutomaticSingleRunInference: true } } },
});

/** The rules that `text` breaks in place of an existing file; type-aware lint knows only files of the workspace. */
async function brokenRules(file: string, text: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(text, { filePath: join(ROOT, file) });
  return (result?.messages ?? []).map((message) => message.ruleId);
}

// The first test waits for the compiler to read the whole workspace.
describe('lint rules', { timeout: 120_000 }, () => {
  it.each([
    ['Date.now()', 'no-restricted-properties'],
    ['Math.random()', 'no-restricted-properties'],
    ['new Date()', 'no-restricted-syntax'],
    ['setTimeout(String, 1)', 'no-restricted-globals'],
    ['performance.now()', 'no-restricted-globals'],
  ])('keep %s out of the domain', async (expression, rule) => {
    expect(await brokenRules('packages/domain/src/brand.ts', `export const x: unknown = ${expression};\n`)).toContain(
      rule,
    );
  });

  it('allow a date that is made from an argument in the domain', async () => {
    const text = 'export const year = (at: number): number => new Date(at).getUTCFullYear();\n';
    expect(await brokenRules('packages/domain/src/brand.ts', text)).toEqual([]);
  });

  it('refuse `any`', async () => {
    expect(await brokenRules('packages/domain/src/brand.ts', 'export const x = (y: any): unknown => y;\n')).toContain(
      '@typescript-eslint/no-explicit-any',
    );
  });

  it('refuse a default export in a package', async () => {
    expect(await brokenRules('packages/domain/src/brand.ts', 'export default 1;\n')).toContain('no-restricted-exports');
  });

  it('refuse a promise that nobody waits for', async () => {
    const text = 'declare const work: () => Promise<void>;\nexport const go = (): void => {\n  work();\n};\n';
    expect(await brokenRules('server/src/error-codes.ts', text)).toContain('@typescript-eslint/no-floating-promises');
  });
});
