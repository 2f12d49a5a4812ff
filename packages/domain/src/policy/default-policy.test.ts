import { describe, expect, it } from 'vitest';
import type { Limit } from '../limit.ts';
import { PRIORITIES, type Disposition, type Priority } from '../ticket.ts';
import { DEFAULT_POLICY } from './default-policy.ts';
import { findCell, isAllowed, resolveLimitOf, type PolicyRow, type SlaCell } from './sla-policy.ts';

const SHORT = {
  'continuous minute': 'min c',
  'continuous hour': 'h c',
  'accrual hour': 'h',
  'legal-day day': 'd',
  'calendar-day day': 'calendar d',
} as Readonly<Record<string, string>>;

const short = (limit: Limit | null): string =>
  limit === null ? '—' : `${limit.n} ${SHORT[`${limit.mode} ${limit.unit}`] ?? 'unknown'}`;

const MORE = ['makeSafe', 'meeting', 'status', 'plan', 'reportEvery', 'milestoneEvery', 'ceiling'] as const;

/** One cell as the table of DOMAIN.md §9.3 writes it, with what it says besides behind a semicolon. */
function written(cell: SlaCell): string {
  const accept = cell.isAcceptedAtOnce ? 'at once' : short(cell.accept);
  const more = MORE.filter((key) => cell[key]).map((key) => `${key} ${short(cell[key] ?? null)}`);
  return [[accept, short(cell.respond), short(cell.resolve)].join(' / '), ...more, `+${cell.maxExtensionDays}`].join(
    '; ',
  );
}

const TABLE: Readonly<Record<PolicyRow, Readonly<Record<Priority, string>>>> = {
  immediate: {
    P1: '5 min c / 30 min c / 2 h c; +0',
    P2: '10 min c / 1 h c / 4 h c; +0',
    P3: '15 min c / 2 h / 8 h; +10',
    P4: 'not allowed: reclassify',
  },
  fast: {
    P1: '5 min c / 30 min c / 2 h c; +0',
    P2: '15 min c / 1 h c / 24 h c; +0',
    P3: '30 min c / 4 h / 3 d; +10',
    P4: 'not allowed: joint',
  },
  assigned: {
    P1: '10 min c / 30 min c / 24 h c; makeSafe 4 h c; +0',
    P2: '15 min c / 2 h c / 24 h c; +0',
    P3: '2 h / 1 d / 5 d; +10',
    P4: '1 d / 1 d / 5 d; +10',
  },
  joint: {
    P1: '10 min c / 30 min c / 24 h c; makeSafe 4 h c; +0',
    P2: '15 min c / 2 h c / 3 d; +0',
    P3: '4 h / 1 d / 10 d; meeting 1 d; +10',
    P4: '1 d / 2 d / 15 d; +10',
  },
  'top-level': {
    P1: 'at once / 30 min c / 24 h c; reportEvery 2 h c; +0',
    P2: '30 min c / 2 h c / 3 d; +0',
    P3: '1 d / 2 d / 15 d; plan 2 d; +10',
    P4: '1 d / 3 d / —; plan 3 d; milestoneEvery 5 d; ceiling 60 calendar d; +30',
  },
  consultation: {
    P1: 'as its disposition',
    P2: 'as its disposition',
    P3: '— / — / 1 d; ceiling 2 d; +1',
    P4: 'as its disposition',
  },
  enterprise: {
    P1: 'as its disposition',
    P2: '2 h c / 2 h c / 15 d; status 1 d; +0',
    P3: '2 h c / 2 h c / 15 d; status 1 d; +10',
    P4: '2 h c / 2 h c / 15 d; status 1 d; +10',
  },
};

const CASES = Object.entries(TABLE).flatMap(([row, cells]) =>
  PRIORITIES.map((priority) => ({ row: row as PolicyRow, priority, says: cells[priority] })),
);

describe('the default policy', () => {
  it.each(CASES)('[P1] says of $row $priority: $says', ({ row, priority, says }) => {
    const cell = DEFAULT_POLICY.cells[row][priority];
    if (cell === null) expect('as its disposition').toBe(says);
    else if (isAllowed(cell)) expect(written(cell)).toBe(says);
    else expect(`not allowed: ${cell.notAllowed}`).toBe(says);
  });

  it('holds since ever and until further notice', () => {
    expect(DEFAULT_POLICY).toMatchObject({ effectiveFrom: null, effectiveTo: null, version: 1 });
  });
});

describe('the cell of a matter', () => {
  const find = (
    disposition: Disposition,
    priority: Priority,
    more: Partial<{ isConsultation: boolean; isEnterprise: boolean }> = {},
  ) =>
    findCell(DEFAULT_POLICY, {
      disposition,
      priority,
      demandKind: more.isConsultation ? 'consultation' : null,
      isEnterprise: more.isEnterprise ?? false,
    });

  it('[P2] is of its disposition unless what it is has a row of its own', () => {
    expect(find('assigned', 'P3').ref).toBe('default@1/assigned/P3');
    expect(find('assigned', 'P3', { isConsultation: true }).row).toBe('consultation');
    expect(find('assigned', 'P3', { isEnterprise: true }).row).toBe('enterprise');
    expect(find('assigned', 'P3', { isConsultation: true, isEnterprise: true }).row).toBe('consultation');
    expect(find('assigned', 'P1', { isConsultation: true, isEnterprise: true }).row).toBe('assigned');
    expect(find('assigned', 'P4', { isConsultation: true }).row).toBe('assigned');
  });

  it('[P2] forbids what its disposition forbids, whatever it is, and says what to choose', () => {
    expect(find('fast', 'P4').cell).toEqual({ notAllowed: 'joint' });
    expect(find('immediate', 'P4', { isEnterprise: true }).cell).toEqual({ notAllowed: 'reclassify' });
  });

  it('ends with its ceiling where the table leaves the end open', () => {
    const { cell } = find('top-level', 'P4');
    expect(isAllowed(cell) && resolveLimitOf(cell)).toEqual({ mode: 'calendar-day', n: 60, unit: 'day' });
  });
});
