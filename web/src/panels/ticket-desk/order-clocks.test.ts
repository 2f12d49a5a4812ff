import type { ClockKind } from '@citybrain/domain';
import { expect, test } from 'vitest';
import { orderClocks } from './order-clocks.ts';

const clock = (kind: ClockKind, dueAt: number | null, stoppedAt: number | null = null) => ({ kind, dueAt, stoppedAt });

test('the citizen’s clock comes first, and what is stopped stands apart', () => {
  const { running, stopped } = orderClocks([
    clock('help', 5),
    clock('resolve', 9),
    clock('accept', 1, 2),
    clock('citizen', 20),
    clock('help', 3),
    clock('help', null),
  ]);
  expect(running.map(({ kind, dueAt }) => `${kind} ${dueAt}`)).toEqual([
    'citizen 20',
    'resolve 9',
    'help 3',
    'help 5',
    'help null',
  ]);
  expect(stopped.map(({ kind }) => kind)).toEqual(['accept']);
});
