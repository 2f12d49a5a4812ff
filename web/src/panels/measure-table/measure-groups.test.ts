import { MEASURE_IDS, noCounts, readMeasures } from '@citybrain/domain';
import { describe, expect, test } from 'vitest';
import { directionOf, groupMeasures, MEASURE_GROUPS } from './measure-groups.ts';

describe('the groups of the measures', () => {
  test('every measure is in exactly one group', () => {
    expect(Object.values(MEASURE_GROUPS).flat().toSorted()).toEqual([...MEASURE_IDS].toSorted());
  });

  test('readings keep the order of the groups, and a group without readings is not there', () => {
    const all = groupMeasures(readMeasures(noCounts()));
    expect(all.map(({ id }) => id)).toEqual(Object.keys(MEASURE_GROUPS));
    const some = groupMeasures(readMeasures(noCounts()).filter(({ id }) => id === 'redo' || id === 'rework'));
    expect(some.map(({ measures }) => measures.map(({ id }) => id))).toEqual([['rework', 'redo']]);
  });

  test('what is late, done again or given back is better when there is less of it', () => {
    expect(MEASURE_IDS.filter((id) => directionOf(id) === 'lower').toSorted()).toEqual(
      ['extend', 'overdue_open', 'public_first', 'redo', 'repeat', 'return', 'rework', 'suspend'].toSorted(),
    );
    expect(MEASURE_IDS.filter((id) => directionOf(id) === 'none')).toEqual([
      'should_dispose',
      'should_close',
      'per10k',
    ]);
  });
});
