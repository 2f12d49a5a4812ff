import type { CollectionChange, Frame } from '@citybrain/protocol';

type Row = { readonly id: string | number };

/**
 * One frame that does what `frames`, a chain of one topic, do one after the other:
 * the same rows in the same order. Of a row that changed often only the last is left.
 */
export function mergeFrames(frames: readonly [Frame, ...Frame[]]): Frame {
  const [first] = frames;
  const last = frames.at(-1) ?? first;
  if (frames.length === 1) return first;
  const change = 'put' in first.change ? mergeCollections(frames) : mergeRecords(frames);
  return { topic: first.topic, from: first.from, to: last.to, change };
}

const mergeRecords = (frames: readonly Frame[]): object =>
  Object.assign({}, ...frames.map(({ change }) => change)) as object;

function mergeCollections(frames: readonly Frame[]): CollectionChange<Row> {
  const put = new Map<string | number, Row>();
  const gone = new Set<string | number>();
  let total = 0;
  for (const { change } of frames) {
    const step = change as CollectionChange<Row>;
    for (const id of step.gone) {
      put.delete(id);
      gone.add(id);
    }
    for (const row of step.put) put.set(row.id, row);
    total = step.total;
  }
  return { put: [...put.values()], gone: [...gone], total };
}
