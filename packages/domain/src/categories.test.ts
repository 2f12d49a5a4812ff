import { describe, expect, it } from 'vitest';
import { CATEGORIES, CATEGORY_GROUPS, categoryGroupOf, categoryName, findCategory } from './categories.ts';

describe('categories', () => {
  it('has 11 groups and 190 sub-categories, each code once and in a known group', () => {
    const groups = new Set(CATEGORY_GROUPS.map(({ code }) => code));
    expect(groups.size).toBe(11);
    expect(CATEGORIES).toHaveLength(190);
    expect(new Set(CATEGORIES.map(({ code }) => code)).size).toBe(190);
    for (const { code } of CATEGORIES) expect(groups).toContain(categoryGroupOf(code));
  });

  it('tells parts from events', () => {
    expect(findCategory('P0101')?.kind).toBe('part');
    expect(findCategory('E0110')?.kind).toBe('event');
  });

  it('names every entry in Chinese and in English', () => {
    for (const { zh, en } of [...CATEGORY_GROUPS, ...CATEGORIES]) {
      expect(zh).toMatch(/^[\p{Script=Han}（）、]+$/u);
      expect(en).toMatch(/^[A-Z][\p{Script=Latin} -]+$/u);
    }
  });

  it('puts a code that the table does not list into its group', () => {
    expect(categoryGroupOf('E0109')).toBe('E01');
    expect(categoryName('E0109', 'en')).toBe('E0109');
  });

  it("leaves a group and a source's own word as they are", () => {
    expect(categoryGroupOf('E01')).toBe('E01');
    expect(categoryName('E01', 'zh')).toBe('市容环境');
    expect(categoryGroupOf('物业服务')).toBe('物业服务');
    expect(categoryName('物业服务', 'en')).toBe('物业服务');
    expect(categoryGroupOf('E9901')).toBe('E9901');
  });
});
