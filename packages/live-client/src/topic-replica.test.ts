import { describe, expect, test } from 'vitest';
import type { Frame } from '@citybrain/protocol';
import { instant } from '@citybrain/domain';
import { applyFrame, type CollectionReplica, type RecordReplica, type Replica } from './topic-replica.ts';
import { childRow, childrenFrame, measuresFrame } from './test-kit/frames.ts';

const apply = (replica: Replica | null, frame: Frame, epoch = 'one'): Replica | 'gap' =>
  applyFrame(replica, frame, { epoch, asOf: instant(7), sequence: 3 });

function taken(result: Replica | 'gap'): Replica {
  if (result === 'gap') throw new Error('a gap');
  return result;
}
const children = (result: Replica | 'gap') => taken(result) as CollectionReplica<'children'>;
const snapshot = () =>
  children(apply(null, childrenFrame({ from: null, to: 4 }, [childRow('a', 1), childRow('b', 2)])));

describe('applying a frame', () => {
  test('a snapshot is all there is', () => {
    expect(snapshot()).toMatchObject({ layer: 'children', epoch: 'one', revision: 4, asOf: 7, sequence: 3, total: 2 });
    expect([...snapshot().rows.keys()]).toEqual(['a', 'b']);
  });

  test('a frame that continues puts, replaces and removes, and leaves the replica before as it was', () => {
    const before = snapshot();
    const after = children(
      apply(before, childrenFrame({ from: 4, to: 5 }, [childRow('b', 9), childRow('c', 3)], ['a'], 2)),
    );
    expect([...after.rows.values()].map(({ id, open }) => [id, open])).toEqual([
      ['b', 9],
      ['c', 3],
    ]);
    expect([...before.rows.keys()]).toEqual(['a', 'b']);
    expect(before.rows.get('b')?.open).toBe(2);
  });

  test('rows that did not change keep their identity', () => {
    const before = snapshot();
    const after = children(apply(before, childrenFrame({ from: 4, to: 5 }, [childRow('b', 9)])));
    expect(after.rows.get('a')).toBe(before.rows.get('a'));
  });

  test('a changed record keeps the keys that the frame leaves out', () => {
    const before = taken(apply(null, measuresFrame({ from: null, to: 1 }, { open: 3, overdue: 1 })));
    const after = taken(apply(before, measuresFrame({ from: 1, to: 2 }, { open: 4 }))) as RecordReplica<'measures'>;
    expect(after.measures).toMatchObject({ open: 4, overdue: 1 });
  });

  test('a snapshot forgets what was held before', () => {
    const after = children(apply(snapshot(), childrenFrame({ from: null, to: 1 }, [childRow('z', 1)]), 'two'));
    expect([...after.rows.keys()]).toEqual(['z']);
    expect(after.epoch).toBe('two');
  });

  test.each([
    ['nothing is held', null, childrenFrame({ from: 4, to: 5 }, [])],
    ['a revision is missing', snapshot(), childrenFrame({ from: 5, to: 6 }, [])],
    ['a frame comes twice', snapshot(), childrenFrame({ from: 3, to: 4 }, [])],
    ['the epoch is another', snapshot(), childrenFrame({ from: 4, to: 5 }, []), 'two'],
    ['the topic is another', snapshot(), measuresFrame({ from: 4, to: 5 }, {})],
  ])('is a gap when %s', (_, replica, frame, epoch?: string) => {
    expect(apply(replica, frame, epoch)).toBe('gap');
  });
});
