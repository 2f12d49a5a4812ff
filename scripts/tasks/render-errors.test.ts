import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { renderErrors } from './render-errors.ts';

it('keeps docs/errors.md equal to the codes', () => {
  const page = fileURLToPath(new URL('../../docs/errors.md', import.meta.url));
  expect(readFileSync(page, 'utf8')).toBe(renderErrors());
});
