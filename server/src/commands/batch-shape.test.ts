import { describe, expect, it } from 'vitest';
import { cutBatches } from './batch-shape.ts';
import type { Submission } from './submit.ts';
import { ticketStep } from './test-kit/watched-bus.ts';

const by = (causedBy: string, ...ids: string[]): Submission => ({ steps: ids.map((id) => ticketStep(id)), causedBy });
const under = (name: string, epoch: number): Submission => ({ ...by('system:timer', 'a'), guard: { name, epoch } });
const sizes = (submissions: readonly Submission[], limit = 10): number[] =>
  cutBatches(submissions, limit).map(({ length }) => length);

describe('the shape of a batch', () => {
  it('holds no more than its limit, and all in order', () => {
    const submissions = ['a', 'b', 'c', 'd', 'e'].map((id) => by('feed:hotline', id));
    expect(sizes(submissions, 2)).toEqual([2, 2, 1]);
    expect(cutBatches(submissions, 2).flat()).toEqual(submissions);
    expect(sizes([])).toEqual([]);
  });

  it('[L6] has one cause for each stream', () => {
    expect(sizes([by('user:wang', 'a', 'b'), by('user:li', 'c'), by('user:wang', 'a')])).toEqual([3]);
    expect(sizes([by('user:wang', 'a', 'b'), by('user:li', 'b'), by('user:wang', 'c')])).toEqual([1, 2]);
  });

  it('[L18] has one guard or none', () => {
    const timer = under('timer', 1);
    expect(sizes([timer, under('timer', 1), under('timer', 2), by('system:timer', 'a'), under('poll', 2)])).toEqual([
      2, 1, 1, 1,
    ]);
  });
});
