import { categoryName, type CategoryLanguage } from '../categories.ts';
import type { WeighedBasis } from './effective-limit.ts';
import { findFilingCondition } from './filing-conditions.ts';
import { QINGDAO_STATUTES } from './qingdao-statutes.ts';
import type { PolicyRow } from './sla-policy.ts';
import type { StatuteSet } from './statutes.ts';

type Words = Readonly<Record<CategoryLanguage, string>>;

const ROWS: Readonly<Record<PolicyRow, Words>> = {
  immediate: { zh: '即办', en: 'immediate' },
  fast: { zh: '快办', en: 'fast' },
  assigned: { zh: '分办', en: 'assigned' },
  joint: { zh: '联办', en: 'joint' },
  'top-level': { zh: '顶格办', en: 'top level' },
  consultation: { zh: '咨询', en: 'consultation' },
  enterprise: { zh: '企业诉求', en: 'enterprise' },
};

const STAGES: Readonly<Record<string, Words>> = {
  accept: { zh: '受理时限', en: 'Limit for acceptance' },
  dispatch: { zh: '派遣时限', en: 'Limit for the dispatch' },
  'field-task': { zh: '现场核实时限', en: 'Limit for a field task' },
  check: { zh: '核查时限', en: 'Limit for the check' },
  return: { zh: '退单申请时限', en: 'Limit for asking for a return' },
  'judge-return': { zh: '退单审核时限', en: 'Limit for judging a return' },
  'report-in': { zh: '报到时限', en: 'Limit for reporting in' },
  designate: { zh: '指定承办单位时限', en: 'Limit for naming a unit' },
};

const TASK: Words = { zh: '协办时限', en: "Limit of the helper's task" };
/** A fixed target: the source's own, or that of the lead's clock, for its helpers. */
const SOURCES = {
  source: { zh: '来源要求的时限', en: 'Target set by the source' },
  lead: { zh: '不晚于主办单位的时限', en: 'No later than the limit of the lead' },
} as const satisfies Readonly<Record<string, Words>>;
const HALF = 'half:';

/**
 * Says in words what a deadline follows from. `ref` is that of a limit that was weighed; one that
 * the present tables no longer know is named as it stands.
 */
export function describeBasis(
  { basis, ref }: { readonly basis: WeighedBasis; readonly ref: string },
  language: CategoryLanguage,
  statutes: StatuteSet = QINGDAO_STATUTES,
): string {
  switch (basis) {
    case 'policy':
      return describePolicyRef(ref, language);
    case 'category':
      return describeCondition(ref, language);
    case 'statute':
      return describeStatute(ref, language, statutes);
    case 'source':
      return SOURCES[ref === 'source' ? 'source' : 'lead'][language];
  }
}

function describePolicyRef(ref: string, language: CategoryLanguage): string {
  if (ref.startsWith('stage:')) return STAGES[ref.slice('stage:'.length)]?.[language] ?? ref;
  if (ref === 'task') return TASK[language];
  if (ref.startsWith(HALF)) return language === 'zh' ? '重办：原时限的一半' : 'Redo: half of the original limit';
  const [, id, version, row, priority] = /^(.+)@(\d+)\/([a-z-]+)\/(P\d)$/.exec(ref) ?? [];
  const words = (ROWS as Readonly<Record<string, Words>>)[row ?? ''];
  if (!words) return ref;
  return language === 'zh'
    ? `时限表 ${id} 第 ${version} 版：${words.zh} ${priority}`
    : `Policy ${id}, version ${version}: ${words.en} ${priority}`;
}

function describeCondition(ref: string, language: CategoryLanguage): string {
  const condition = findFilingCondition(ref);
  if (!condition) return ref;
  const category = categoryName(ref.slice(0, ref.indexOf('/')), language);
  return language === 'zh'
    ? `立案条件：${category}，${condition.zh}`
    : `Filing condition: ${category}, ${condition.en}`;
}

function describeStatute(ref: string, language: CategoryLanguage, { statutes }: StatuteSet): string {
  const statute = statutes.find(({ id }) => id === ref);
  if (!statute) return ref;
  return language === 'zh' ? `${statute.article}：${statute.zh}` : `${statute.en} (${statute.article})`;
}
