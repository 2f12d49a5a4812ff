import type { CollectionFrame, Frame } from '@citybrain/protocol';
import { instant } from '@citybrain/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyFrame, type CollectionReplica, type Replica } from '../../../packages/live-client/src/topic-replica.ts';
import { childRow } from '../../../packages/live-client/src/test-kit/frames.ts';
import { mergeFrames } from './merge-frames.ts';

const CONTEXT = { epoch: 'one', asOf: instant(1), sequence: 1 };
const ids = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const changes = fc.array(
  fc.record({
    gone: fc.uniqueArray(ids, { maxLength: 3 }),
    put: fc.uniqueArray(fc.tuple(ids, fc.nat()), { maxLength: 4, selector: ([id]) => id }),
  }),
  { minLength: 1, maxLength: 8 },
);

function take(replica: Replica | null, frame: Frame): CollectionReplica<'children'> {
  const next = applyFrame(replica, frame, CONTEXT);
  if (next === 'gap') throw new Error('a gap');
  return next as CollectionReplica<'children'>;
}

const topic = 'children|x' as Frame['topic'];

describe('merged frames', () => {
  it('[S2, S9] do what the frames did one after the other, and hold each row once', () => {
    fc.assert(
      fc.property(changes, changes, (before, after) => {
        const frames = after.map(({ gone, put }, index): CollectionFrame<'children'> => ({
          ...{ topic: topic, from: index + 1, to: index + 2 },
          change: { gone, put: put.map(([id, open]) => childRow(id, open)), total: index },
        }));
        const [first, ...rest] = frames as [Frame, ...Frame[]];
        const start = take(null, {
          ...first,
          ...{ from: null, to: 1 },
          change: { gone: [], put: before.flatMap(({ put }) => put.map(([id]) => childRow(id, 0))), total: 0 },
        });
        const merged = mergeFrames([first, ...rest]);
        const oneByOne = frames.reduce(take, start);
        const atOnce = take(start, merged);
        expect([...atOnce.rows]).toEqual([...oneByOne.rows]);
        expect([atOnce.revision, atOnce.total]).toEqual([oneByOne.revision, oneByOne.total]);
        const { put } = merged.change as CollectionFrame<'children'>['change'];
        expect(new Set(put.map(({ id }) => id)).size).toBe(put.length);
      }),
    );
  });

  it('of a record keep the last value of each key', () => {
    const of = (from: number, change: object): Frame => ({
      topic: 'measures|x' as Frame['topic'],
      from,
      to: from + 1,
      change,
    });
    expect(mergeFrames([of(1, { open: 1, overdue: 2 }), of(2, { open: 3 })])).toEqual({
      ...{ topic: 'measures|x', from: 1, to: 3 },
      change: { open: 3, overdue: 2 },
    });
  });
});
