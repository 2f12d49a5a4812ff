import { DEFAULT_POLICY_BOOK, instant } from '@citybrain/domain';
import { expect, it } from 'vitest';
import { readPolicies, writePolicies } from './policy-file.ts';

const ZONE = 'Asia/Shanghai';
const written = (): { policies: { effectiveTo: string | null; cells: Record<string, Record<string, unknown>> }[] } =>
  JSON.parse(writePolicies(DEFAULT_POLICY_BOOK)) as ReturnType<typeof written>;
const problemsOf = (value: unknown): readonly string[] => {
  const read = readPolicies(value, ZONE);
  return 'problems' in read ? read.problems : [];
};

it('reads back what it writes', () => {
  expect(readPolicies(written(), ZONE)).toEqual({ policies: DEFAULT_POLICY_BOOK.policies });
});

it('[P13] follows one version by the next at a time of the city', () => {
  const file = written();
  const [first] = file.policies;
  const next = { ...first, version: 2, effectiveFrom: '2027-01-01T00:00', effectiveTo: null };
  const read = readPolicies({ policies: [{ ...first, effectiveTo: '2027-01-01T00:00' }, next] }, ZONE);
  expect(read).toHaveProperty('policies');
  if ('problems' in read) return;
  const midnight = instant(Date.parse('2026-12-31T16:00:00Z'));
  expect(read.policies.map(({ effectiveFrom, effectiveTo }) => [effectiveFrom, effectiveTo])).toEqual([
    [null, midnight],
    [midnight, null],
  ]);
});

it.each([
  ['no object', 7],
  ['no policies', { policies: [] }],
  ['a version that is none', { policies: [{ ...written().policies[0], version: 0 }] }],
  ['a time that is none', { policies: [{ ...written().policies[0], effectiveTo: 'soon' }] }],
  ['an end with nothing after it', { policies: [{ ...written().policies[0], effectiveTo: '2027-01-01T00:00' }] }],
  ['a row that is missing', { policies: [{ ...written().policies[0], cells: {} }] }],
])('says what is wrong with %s', (_what, value) => {
  expect(problemsOf(value).join()).toMatch(/\S/);
});
