import { EVENT_CATEGORIES } from './categories-events.ts';
import { PART_CATEGORIES } from './categories-parts.ts';

/**
 * 部件 (a thing of the city) or 事件 (something that goes on), the two classes of
 * GB/T 30428.2; 诉求 (what a hotline hears besides) is the product's own.
 */
export type CategoryKind = 'part' | 'event' | 'demand';
export type CategoryLanguage = 'zh' | 'en';

/** A group (大类, `E01`) or a sub-category (小类, `E0110`), see DOMAIN.md §2.3. */
export interface Category {
  readonly code: string;
  readonly kind: CategoryKind;
  readonly zh: string;
  readonly en: string;
}

type Row = readonly [code: string, zh: string, en: string];

const KIND_BY_LETTER: Readonly<Record<string, CategoryKind>> = { P: 'part', E: 'event', H: 'demand' };

const categoryOf = ([code, zh, en]: Row): Category => ({
  code,
  kind: KIND_BY_LETTER[code.charAt(0)] ?? 'event',
  zh,
  en,
});

const GROUP_ROWS: readonly Row[] = [
  ['P01', '公用设施', 'Public utilities'],
  ['P02', '道路交通设施', 'Road and traffic facilities'],
  ['P03', '市容环境设施', 'Sanitation facilities'],
  ['P04', '园林绿化设施', 'Greening facilities'],
  ['P05', '其他部件', 'Other facilities'],
  ['E01', '市容环境', 'City environment'],
  ['E02', '宣传广告', 'Advertising'],
  ['E03', '施工管理', 'Construction sites'],
  ['E04', '街面秩序', 'Street order'],
  ['E05', '突发事件', 'Emergencies'],
  ['E06', '其他事件', 'Other events'],
];

/** What callers ask of a city that the standard has no word for; each is its own group. */
const DEMAND_ROWS: readonly Row[] = [
  ['H01', '物业服务', 'Property management'],
  ['H02', '供热', 'Heating'],
  ['H03', '加装电梯', 'Lift retrofits'],
  ['H04', '政策咨询', 'Policy questions'],
  ['H05', '机动车违停', 'Illegal parking'],
  ['H06', '消费纠纷', 'Consumer disputes'],
  ['H07', '治安纠纷', 'Public order disputes'],
  ['H08', '供水', 'Water supply'],
];

/** The hotline's own groups, by code. */
export const DEMAND_GROUPS: readonly Category[] = DEMAND_ROWS.map(categoryOf);

/** The 11 groups of the standard, parts first, by code. */
export const CATEGORY_GROUPS: readonly Category[] = GROUP_ROWS.map(categoryOf);

/** The 190 sub-categories, parts first, by code. */
export const CATEGORIES: readonly Category[] = [...PART_CATEGORIES, ...EVENT_CATEGORIES].map(categoryOf);

const byCode = new Map(
  [...CATEGORY_GROUPS, ...DEMAND_GROUPS, ...CATEGORIES].map((category) => [category.code, category]),
);

/** The group or sub-category of this code; undefined for a source's own word. */
export const findCategory = (code: string): Category | undefined => byCode.get(code);

/**
 * `E0110` → `E01`. A code of the standard's shape belongs to its group also when
 * the table does not list it; a group and a source's own word are their own group.
 */
export function categoryGroupOf(code: string): string {
  const group = code.slice(0, 3);
  return /^[PE]\d{4}$/.test(code) && byCode.has(group) ? group : code;
}

/** An unknown code or a source's own word is its own name in either language. */
export const categoryName = (code: string, language: CategoryLanguage): string => byCode.get(code)?.[language] ?? code;
