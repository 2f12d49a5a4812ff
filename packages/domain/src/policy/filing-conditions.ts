import type { Limit } from '../limit.ts';
import { findCategoryLimits } from './category-limits.ts';
import { DESCRIBED_CONDITIONS } from './described-conditions.ts';

/** A filing condition (立案条件): what exactly was found; the limit hangs on it and not on the category. */
export interface FilingCondition {
  /** `<category>/<condition>`, e.g. `P0101/missing`. */
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly limit: Limit;
}

type Undescribed = readonly [id: string, zh: string, en: string];
const STRICTEST: Undescribed = ['strictest', '最急情形', 'The most urgent case'];
const LOOSEST: Undescribed = ['loosest', '最缓情形', 'The least urgent case'];
const ONLY: Undescribed = ['only', '符合立案条件', 'Fulfils the filing condition'];

/**
 * The conditions of a category to choose from: those whose wording is known, in the order of
 * the standard, and its strictest and loosest limit where no described one has it. Empty for
 * groups, hotline groups and a source's own word.
 */
export function filingConditionsOf(category: string): readonly FilingCondition[] {
  const limits = findCategoryLimits(category);
  if (!limits) return [];
  const described = (DESCRIBED_CONDITIONS.get(category) ?? []).map(([id, zh, en, limit]) => ({
    id: `${category}/${id}`,
    zh,
    en,
    limit,
  }));
  const missing = (limit: Limit): boolean => !described.some((condition) => isSameLimit(condition.limit, limit));
  const add = ([id, zh, en]: Undescribed, limit: Limit): readonly FilingCondition[] =>
    missing(limit) ? [{ id: `${category}/${id}`, zh, en, limit }] : [];
  const { strictest, loosest } = limits;
  if (isSameLimit(strictest, loosest)) return [...described, ...add(ONLY, strictest)];
  return [...add(STRICTEST, strictest), ...described, ...add(LOOSEST, loosest)];
}

/** Undefined for an id that no category has. */
export const findFilingCondition = (id: string): FilingCondition | undefined =>
  filingConditionsOf(id.slice(0, Math.max(0, id.indexOf('/')))).find((condition) => condition.id === id);

const isSameLimit = (one: Limit, other: Limit): boolean =>
  one.mode === other.mode && one.n === other.n && one.unit === other.unit;
