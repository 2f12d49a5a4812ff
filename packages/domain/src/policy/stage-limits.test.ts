import { describe, expect, it } from 'vitest';
import { describeLimit } from './describe-limit.ts';
import { STAGE_LIMITS, type Stage } from './stage-limits.ts';

const TABLE: Readonly<Record<Stage, string>> = {
  accept: '15 minutes',
  dispatch: '15 minutes',
  fieldTask: '30 minutes',
  check: '30 minutes',
  returnByTerritory: '4 working hours',
  returnByDepartment: '2 working days, the first not counted',
  judgeReturn: '4 working hours',
  reportInUrgent: '30 minutes',
  reportIn: '1 working day, the first not counted',
  designate: '4 working hours',
};

describe('the stages between the units', () => {
  it.each(Object.entries(TABLE))('[P12] %s may take %s', (stage, words) => {
    expect(describeLimit(STAGE_LIMITS[stage as Stage], 'en')).toBe(words);
  });
});
