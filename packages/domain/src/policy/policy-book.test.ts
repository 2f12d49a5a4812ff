import { describe, expect, it } from 'vitest';
import { instant } from '../instant.ts';
import { DEFAULT_POLICY } from './default-policy.ts';
import { findPolicyProblems } from './find-policy-problems.ts';
import { DEFAULT_POLICY_BOOK, PolicyBook } from './policy-book.ts';
import type { SlaPolicy } from './sla-policy.ts';

const NEW_YEAR = instant(1_767_196_800_000);

const version = (number: number, from: number | null, to: number | null): SlaPolicy => ({
  ...DEFAULT_POLICY,
  version: number,
  effectiveFrom: from === null ? null : instant(from),
  effectiveTo: to === null ? null : instant(to),
});
const FIRST = version(1, null, NEW_YEAR);
const SECOND = version(2, NEW_YEAR, null);

const codes = (...policies: SlaPolicy[]) => findPolicyProblems(policies).map(({ code }) => code);

describe('a policy book', () => {
  it('[P10] has exactly one version in force at every moment', () => {
    const book = new PolicyBook([SECOND, FIRST]);
    expect(book.policyAt(instant(NEW_YEAR - 1))).toBe(FIRST);
    expect(book.policyAt(NEW_YEAR)).toBe(SECOND);
    expect(DEFAULT_POLICY_BOOK.policyAt(instant(0))).toBe(DEFAULT_POLICY);
  });

  it('[P10] keeps the version that a ticket was registered with', () => {
    const book = new PolicyBook([FIRST, SECOND]);
    expect(book.policyOf('default', 1)).toBe(FIRST);
    expect(book.policyOf('default', 3)).toBeUndefined();
  });

  it('is not made of versions that contradict each other', () => {
    expect(() => new PolicyBook([FIRST])).toThrow(RangeError);
  });
});

describe('policy problems', () => {
  it('are none for the default', () => {
    expect(findPolicyProblems([DEFAULT_POLICY])).toEqual([]);
    expect(findPolicyProblems([FIRST, SECOND])).toEqual([]);
  });

  it('[P10] tell a gap, an overlap and a version that is there twice', () => {
    expect(codes()).toEqual(['no-policy']);
    expect(codes(SECOND)).toEqual(['gap']);
    expect(codes(FIRST)).toEqual(['gap']);
    expect(codes(version(1, null, NEW_YEAR - 1), SECOND)).toEqual(['gap']);
    expect(codes(DEFAULT_POLICY, SECOND)).toEqual(['overlapping-versions']);
    expect(codes(FIRST, version(1, NEW_YEAR, null))).toEqual(['duplicate-version']);
    expect(codes(FIRST, version(2, NEW_YEAR, NEW_YEAR), version(3, NEW_YEAR, null))).toEqual(['dates-reversed']);
    expect(codes(version(0, null, null))).toEqual(['bad-version']);
  });

  const withCells = (cells: unknown): SlaPolicy => ({ ...DEFAULT_POLICY, cells: cells as SlaPolicy['cells'] });
  const { cells } = DEFAULT_POLICY;
  const withCell = (cell: unknown): SlaPolicy =>
    withCells({ ...cells, assigned: { ...cells.assigned, P3: { ...cells.assigned.P3, ...(cell as object) } } });

  it('[P10] name the cell and the field, and say what to write', () => {
    const [problem] = findPolicyProblems([withCell({ resolve: { mode: 'legal-day', n: 4, unit: 'hour' } })]);
    expect(problem).toMatchObject({ code: 'bad-limit', policy: 'default@1', where: 'assigned/P3/resolve' });
    expect(problem?.message).toMatch(/^assigned\/P3\/resolve can't be counted: /);
  });

  it.each<[string, unknown, string]>([
    ['a limit of nothing', { respond: { mode: 'continuous', n: 0, unit: 'hour' } }, 'bad-limit'],
    ['a mode that is none', { respond: { mode: 'urgent', n: 1, unit: 'hour' } }, 'bad-limit'],
    ['a unit that is none', { respond: { mode: 'continuous', n: 1, unit: 'week' } }, 'bad-limit'],
    ['a word for a number', { respond: { mode: 'continuous', n: '1', unit: 'hour' } }, 'bad-limit'],
    ['words for a limit', { accept: '15 min' }, 'bad-limit'],
    ['an optional limit that is null', { plan: null }, 'bad-limit'],
    ['no end', { resolve: null }, 'bad-limit'],
    ['a field that is none', { answer: null }, 'unknown-field'],
    ['a negative extension', { maxExtensionDays: -1 }, 'bad-extension'],
  ])('[P10] tell %s', (_, cell, code) => {
    expect(codes(withCell(cell))).toEqual([code]);
  });

  it('[P10] tell rows, priorities and cells that are unknown or missing', () => {
    expect(codes(withCells({ ...cells, slow: cells.fast }))).toEqual(['unknown-row']);
    expect(codes(withCells({ ...cells, fast: { ...cells.fast, P5: cells.fast.P3 } }))).toEqual(['unknown-priority']);
    expect(codes(withCells({ ...cells, joint: { ...cells.joint, P3: null } }))).toEqual(['missing-cell']);
    const without = Object.fromEntries(Object.entries(cells).filter(([row]) => row !== 'enterprise'));
    expect(codes(withCells(without))).toEqual(Array.from({ length: 4 }, () => 'missing-cell'));
  });

  it('[P10] tell a hint that leads nowhere', () => {
    const hinting = (notAllowed: unknown) => withCells({ ...cells, fast: { ...cells.fast, P4: { notAllowed } } });
    expect(codes(hinting('assigned'))).toEqual([]);
    expect(codes(hinting('immediate'))).toEqual(['bad-hint']);
    expect(codes(hinting('somewhere'))).toEqual(['bad-hint']);
  });
});
