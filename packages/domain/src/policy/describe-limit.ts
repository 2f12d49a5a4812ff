import type { CategoryLanguage } from '../categories.ts';
import type { ClockMode, Limit, LimitUnit } from '../limit.ts';

type Words = Readonly<Record<ClockMode, Readonly<Record<LimitUnit, string>>>>;

const ZH: Words = {
  continuous: { minute: '分钟', hour: '小时', day: '天（昼夜连续）' },
  accrual: { minute: '工作分钟', hour: '工作时', day: '个工作日（按工作时累计）' },
  'legal-day': { minute: '分钟', hour: '小时', day: '个工作日' },
  'calendar-day': { minute: '分钟', hour: '小时', day: '日' },
};
const EN: Words = {
  continuous: { minute: 'minute', hour: 'hour', day: 'day' },
  accrual: { minute: 'working minute', hour: 'working hour', day: 'working day' },
  'legal-day': { minute: 'minute', hour: 'hour', day: 'working day' },
  'calendar-day': { minute: 'minute', hour: 'hour', day: 'calendar day' },
};
const EN_SUFFIX: Readonly<Record<ClockMode, string>> = {
  continuous: ', nights and holidays included',
  accrual: ' of working time',
  'legal-day': ', the first not counted',
  'calendar-day': ', the first not counted',
};

/** How long, and in days how they count: `5 个工作日`, `5 working days, the first not counted`. */
export function describeLimit({ mode, n, unit }: Limit, language: CategoryLanguage): string {
  if (language === 'zh') return `${n} ${ZH[mode][unit]}`;
  return `${n} ${EN[mode][unit]}${n === 1 ? '' : 's'}${unit === 'day' ? EN_SUFFIX[mode] : ''}`;
}
