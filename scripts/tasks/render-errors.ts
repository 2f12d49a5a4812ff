import { FAULTS } from '../../server/src/error-codes.ts';

/** docs/errors.md: every fault code, what it means, what an operator does. */
export function renderErrors(): string {
  const rows = Object.entries(FAULTS).map(([code, { meaning, remedy }]) => `| ${code} | ${meaning}. | ${remedy} |`);
  return [
    '# Fault codes',
    '',
    'Made from `server/src/error-codes.ts` by `npm run format`; a test holds the two equal.',
    '',
    '| code | what happened | what to do |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
