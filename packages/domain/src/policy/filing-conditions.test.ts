import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeWithShared } from '../../../../tests/support/shared-material.ts';
import { CATEGORIES } from '../categories.ts';
import type { Limit } from '../limit.ts';
import { findCategoryLimits } from './category-limits.ts';
import { DESCRIBED_CONDITIONS } from './described-conditions.ts';
import { filingConditionsOf, findFilingCondition } from './filing-conditions.ts';

/** Only to order the limits of one category among each other. */
const WORTH: Readonly<Record<string, number>> = {
  'continuous hour': 1,
  'accrual hour': 1.01,
  'accrual day': 8,
  'continuous day': 7.9,
};
const worth = ({ mode, unit, n }: Limit): number => n * (WORTH[`${mode} ${unit}`] ?? NaN);

describe('filing conditions', () => {
  it('[P3] each category has its strictest and its loosest limit among them, and none beyond', () => {
    expect(CATEGORIES).toHaveLength(190);
    for (const { code } of CATEGORIES) {
      const limits = findCategoryLimits(code);
      const conditions = filingConditionsOf(code).map(({ limit }) => limit);
      expect(conditions, code).toContainEqual(limits?.strictest);
      expect(conditions, code).toContainEqual(limits?.loosest);
      const ordered = conditions.toSorted((one, other) => worth(one) - worth(other));
      expect(ordered[0], code).toEqual(limits?.strictest);
      expect(ordered.at(-1), code).toEqual(limits?.loosest);
    }
  });

  it('[P3] a category with one limit has one condition to choose', () => {
    expect(filingConditionsOf('E0107').map(({ id }) => id)).toEqual(['E0107/only']);
    expect(filingConditionsOf('E0505').map(({ id }) => id)).toEqual(['E0505/collapsed']);
  });

  it.each([
    ['P0101', '缺失、移位、开裂', '2 continuous hour'],
    ['P0110', '沉降超过 2 厘米', '5 accrual day'],
    ['E0501', '管道破裂，先行止险', '1 continuous hour'],
    ['E0503', '污水冒溢', '4 accrual hour'],
    ['E0506', '积水超过 100 平方米且深于 15 厘米', '2 continuous hour'],
    ['E0508', '架空线缆脱落', '2 accrual hour'],
    ['E0101', '正在搭建', '2 continuous day'],
    ['E0101', '既有搭建，按法定程序', '15 accrual day'],
    ['P0137', '单灯不亮', '2 accrual day'],
    ['P0137', '最缓情形', '3 accrual day'],
    ['P0402', '缺失，补种', '15 accrual day'],
  ])('[P3] %s %s: %s', (category, zh, limit) => {
    const found = filingConditionsOf(category).find((condition) => condition.zh === zh)?.limit;
    expect(found && `${found.n} ${found.mode} ${found.unit}`).toBe(limit);
  });

  it('are found by their id, which is theirs alone', () => {
    const all = CATEGORIES.flatMap(({ code }) => filingConditionsOf(code));
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    for (const condition of all) expect(findFilingCondition(condition.id)).toEqual(condition);
    expect(findFilingCondition('E0107')).toBeUndefined();
    expect(findFilingCondition('E0107/strictest')).toBeUndefined();
  });

  it('are described only for categories that exist', () => {
    for (const code of DESCRIBED_CONDITIONS.keys()) expect(findCategoryLimits(code), code).toBeDefined();
  });

  it("a group, a hotline group and a source's own word have none", () => {
    for (const word of ['E05', 'H02', '物业服务', '']) expect(filingConditionsOf(word)).toEqual([]);
  });
});

interface SharedLimit {
  readonly n: number;
  readonly unit: string;
}

describeWithShared('the limits of the 190 categories', 'standards/categories.json', (path) => {
  const MODES: Readonly<Record<string, Omit<Limit, 'n'>>> = {
    continuous_hour: { mode: 'continuous', unit: 'hour' },
    continuous_day: { mode: 'continuous', unit: 'day' },
    work_hour: { mode: 'accrual', unit: 'hour' },
    work_day: { mode: 'accrual', unit: 'day' },
  };
  const limitOf = ({ n, unit }: SharedLimit) => ({ ...MODES[unit], n });

  it('[P3] are those of the case standard, category by category', () => {
    const { categories } = JSON.parse(readFileSync(path, 'utf8')) as {
      readonly categories: readonly {
        readonly code: string;
        readonly strictest: SharedLimit;
        readonly loosest: SharedLimit;
      }[];
    };
    expect(categories).toHaveLength(190);
    for (const { code, strictest, loosest } of categories) {
      expect(findCategoryLimits(code), code).toEqual({ strictest: limitOf(strictest), loosest: limitOf(loosest) });
    }
  });
});
