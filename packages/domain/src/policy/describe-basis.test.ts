import { describe, expect, it } from 'vitest';
import { describeBasis } from './describe-basis.ts';
import { describeLimit } from './describe-limit.ts';
import { accrualDays, calendarDays, hours, legalDays, minutes, workingHours } from './limit-makers.ts';

describe('what a deadline follows from', () => {
  it.each([
    ['policy', 'default@1/assigned/P3', '时限表 default 第 1 版：分办 P3', 'Policy default, version 1: assigned P3'],
    ['policy', 'stage:report-in', '报到时限', 'Limit for reporting in'],
    ['policy', 'half:default@1/assigned/P3', '重办：原时限的一半', 'Redo: half of the original limit'],
    ['policy', 'task', '协办时限', "Limit of the helper's task"],
    [
      'category',
      'P0101/missing',
      '立案条件：上水井盖，缺失、移位、开裂',
      'Filing condition: Water supply cover, Missing, shifted or cracked',
    ],
    [
      'statute',
      'street-lamp',
      '青岛市市政工程设施管理办法 44：路灯故障 2 日内检修',
      'Street lamp out of order: repaired within 2 days (青岛市市政工程设施管理办法 44)',
    ],
    ['source', 'source', '来源要求的时限', 'Target set by the source'],
    ['source', 'resolve-1', '不晚于主办单位的时限', 'No later than the limit of the lead'],
  ] as const)('%s %s is told in both languages', (basis, ref, zh, en) => {
    expect(describeBasis({ basis, ref }, 'zh')).toBe(zh);
    expect(describeBasis({ basis, ref }, 'en')).toBe(en);
  });

  it('names as it stands what the present tables no longer know', () => {
    for (const basis of ['policy', 'category', 'statute'] as const) {
      expect(describeBasis({ basis, ref: 'gone' }, 'zh')).toBe('gone');
    }
  });
});

describe('a limit in words', () => {
  it.each([
    [minutes(30), '30 分钟', '30 minutes'],
    [hours(1), '1 小时', '1 hour'],
    [workingHours(4), '4 工作时', '4 working hours'],
    [accrualDays(2), '2 个工作日（按工作时累计）', '2 working days of working time'],
    [legalDays(5), '5 个工作日', '5 working days, the first not counted'],
    [calendarDays(1), '1 日', '1 calendar day, the first not counted'],
  ])('%o is %s', (limit, zh, en) => {
    expect(describeLimit(limit, 'zh')).toBe(zh);
    expect(describeLimit(limit, 'en')).toBe(en);
  });
});
