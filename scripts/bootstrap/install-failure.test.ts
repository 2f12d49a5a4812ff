import { describe, expect, it } from 'vitest';
import { isNoise, remedyFor } from './install-failure.mjs';

describe('what a failed install says', () => {
  it.each([
    ['npm error code EAI_AGAIN', 'registry cannot be reached'],
    ['ERR_PNPM_OUTDATED_LOCKFILE Cannot install with "frozen-lockfile"', 'disagree'],
    ['ENOSPC: no space left on device, write', 'disk is full'],
    ["EACCES: permission denied, mkdir '/clone/.cache'", 'cannot be written'],
    ['spawn npx ENOENT', 'npm is not installed'],
    ['something else', 'run the same command again'],
  ])('answers "%s" with what to do', (output, remedy) => {
    expect(remedyFor(output)).toContain(remedy);
  });

  it.each([
    'npm warn Unknown env config "nodedir". This will stop working in the next major version of npm.',
    'npm warn EBADENGINE Unsupported engine {',
    'npm notice New minor version of npm available! 11.1.0 -> 11.2.0',
    '   ',
  ])('keeps back the noise "%s"', (line) => {
    expect(isNoise(line)).toBe(true);
  });

  it('shows everything else', () => {
    expect(isNoise('npm error code EAI_AGAIN')).toBe(false);
  });
});
