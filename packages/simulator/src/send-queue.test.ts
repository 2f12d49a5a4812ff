import { instant } from '@citybrain/domain';
import { expect, it } from 'vitest';
import { mergeStreams } from './block-stream.ts';
import { Random } from './random.ts';
import { SendQueue } from './send-queue.ts';
import type { SentItem } from './send.ts';

const at = (sendAt: number, id = ''): SentItem => ({
  sendAt: instant(sendAt),
  kind: 'ticket',
  item: { id },
  dirt: null,
});

it('gives items back by time, equal times in the order of arrival', () => {
  const random = new Random(2);
  const queue = new SendQueue();
  const items = Array.from({ length: 500 }, (_, index) => at(random.integer(0, 40), String(index)));
  for (const item of items) queue.push(item);
  const popped = Array.from({ length: 500 }, () => queue.pop());
  expect(popped).toEqual([...items].sort((a, b) => a.sendAt - b.sendAt));
  expect(queue.pop()).toBeUndefined();
  expect(queue.size).toBe(0);
});

it('joins ordered streams into one', () => {
  const merged = mergeStreams([[at(1), at(4)].values(), [].values(), [at(2), at(4, 'later'), at(9)].values()]);
  expect([...merged].map(({ sendAt, item }) => [sendAt, item.id])).toEqual([
    [1, ''],
    [2, ''],
    [4, ''],
    [4, 'later'],
    [9, ''],
  ]);
});
