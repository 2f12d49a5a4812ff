import { describe, expect, it } from 'vitest';
import { describeCheck } from './run-checks.ts';

const check = { name: 'lint', program: 'eslint', args: ['.'] };

describe('the line of a check', () => {
  it('is short when the check held', () => {
    expect(describeCheck(check, { code: 0, seconds: 1.25, output: 'many words\n' })).toBe('✓ lint (1.3 s)\n');
  });

  it('counts the warnings that were let through', () => {
    const output = '✖ 3 problems (0 errors, 3 warnings)\n';
    expect(describeCheck(check, { code: 0, seconds: 2, output })).toBe('✓ lint (2.0 s, 3 warnings)\n');
  });

  it('shows all that a failed check said', () => {
    const output = 'a.ts\n  1:1 error\n';
    expect(describeCheck(check, { code: 1, seconds: 2, output })).toBe('✗ lint (2.0 s)\n    a.ts\n      1:1 error\n');
  });
});
