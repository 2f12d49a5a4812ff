import { instant } from '@citybrain/domain';
import { expect, test } from 'vitest';
import { lightOf } from './light-of.ts';
import { sampleRow } from './test-kit/sample-row.ts';

const light = (change: Parameters<typeof sampleRow>[0], asOf = 50) =>
  lightOf(sampleRow({ status: 'handling', dueAt: instant(100), ...change }), asOf);

test('the log lights it, and the clock where the log has not yet', () => {
  expect([light({}), light({ tier: 'warned' }), light({ tier: 'purple' }, 900)]).toEqual([null, 'warned', 'purple']);
  expect([light({}, 101), light({ tier: 'warned' }, 101)]).toEqual(['breached', 'breached']);
});

test('a breach of the log stays also when the deadline was moved', () => {
  expect(light({ tier: 'breached', dueAt: instant(1_000) })).toBe('breached');
});

test('what was disposed of, is suspended or has a doubtful target has no light', () => {
  expect(light({ status: 'disposed' }, 900)).toBeNull();
  expect(light({ status: 'suspended', dueAt: null, tier: 'breached' }, 900)).toBeNull();
  expect(light({ flags: ['due-before-report'] }, 900)).toBeNull();
});
