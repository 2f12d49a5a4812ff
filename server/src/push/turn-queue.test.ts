import { describe, expect, it } from 'vitest';
import { TurnQueue } from './turn-queue.ts';

function queueWith() {
  let nowMs = 0;
  const turns: (() => void)[] = [];
  const errors: unknown[] = [];
  const done: number[] = [];
  const queue = new TurnQueue({
    monotonicMs: () => nowMs,
    nextTurn: (action) => turns.push(action),
    onError: (error) => errors.push(error),
  });
  const add = (id: number, takesMs: number): void =>
    queue.add(() => {
      nowMs += takesMs;
      done.push(id);
      if (id < 0) throw new Error('broken');
    });
  return { queue, add, done, errors, nextTurn: () => turns.shift()?.() };
}

describe('requests that wait for their turn', () => {
  it('[S14] are done in order, some milliseconds of them in each turn of the event loop', () => {
    const { queue, add, done, nextTurn } = queueWith();
    for (let id = 0; id < 6; id += 1) add(id, 4);
    expect(done).toEqual([0, 1, 2, 3, 4, 5].slice(0, done.length));
    expect(done.length).toBeLessThan(6);
    const waiting = queue.length;
    expect(done.length + waiting).toBe(6);
    nextTurn();
    nextTurn();
    expect(done).toEqual([0, 1, 2, 3, 4, 5]);
    expect(queue.length).toBe(0);
  });

  it('are not held up by one that breaks', () => {
    const { add, done, errors } = queueWith();
    add(-1, 0);
    add(1, 0);
    expect([done, errors.length]).toEqual([[-1, 1], 1]);
  });
});
