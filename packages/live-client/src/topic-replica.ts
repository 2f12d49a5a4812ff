import {
  isRecordLayer,
  parseTopicName,
  type CollectionFrame,
  type CollectionLayer,
  type CollectionRows,
  type Frame,
  type Moment,
  type RecordFrame,
  type RecordLayer,
  type Records,
  type TopicLayer,
  type TopicName,
} from '@citybrain/protocol';

/** The moment is that of the last change: {@link shownMoment} says what it is true of by now. */
interface ReplicaHead extends Moment {
  readonly topic: TopicName;
  readonly epoch: string;
  readonly revision: number;
}

/** Whose revisions a frame goes by, and what it is true of. */
export interface FrameContext extends Moment {
  readonly epoch: string;
}

/** The record lies under the name of its layer. */
export type RecordReplica<Layer extends RecordLayer = RecordLayer> = {
  [Each in Layer]: ReplicaHead & { readonly layer: Each } & Readonly<Record<Each, Records[Each]>>;
}[Layer];

/** Rows keep the order in which the server first put them. A row that did not change keeps its identity. */
export interface CollectionReplica<Layer extends CollectionLayer = CollectionLayer> extends ReplicaHead {
  readonly layer: Layer;
  readonly rows: ReadonlyMap<string | number, CollectionRows[Layer]>;
  /** How many rows the server has; larger than `rows.size` where a topic is capped. */
  readonly total: number;
}

export type ReplicaOf<Layer extends TopicLayer> = Layer extends RecordLayer
  ? RecordReplica<Layer>
  : Layer extends CollectionLayer
    ? CollectionReplica<Layer>
    : never;
export type Replica = RecordReplica | CollectionReplica;

/**
 * The replica after a frame; the one given is left as it was. `'gap'`: the frame
 * does not continue what is held, so the topic must be watched again.
 *
 * @param replica null before the first snapshot.
 */
export function applyFrame(
  replica: Replica | null,
  frame: Frame,
  { epoch, asOf, sequence }: FrameContext,
): Replica | 'gap' {
  const layer = parseTopicName(frame.topic)?.layer;
  if (!layer) return 'gap';
  if (frame.from !== null && !continues(replica, frame, epoch)) return 'gap';
  const head = { topic: frame.topic, epoch, revision: frame.to, asOf, sequence };
  if (isRecordLayer(layer)) {
    return { ...head, layer, [layer]: nextRecord(layer, replica, frame as RecordFrame) } as RecordReplica;
  }
  const { change } = frame as CollectionFrame;
  return { ...head, layer, rows: nextRows(replica, frame as CollectionFrame), total: change.total };
}

const continues = (replica: Replica | null, frame: Frame, epoch: string): boolean =>
  replica !== null && replica.topic === frame.topic && replica.epoch === epoch && replica.revision === frame.from;

/** A snapshot holds every key, and a change is only ever laid over a snapshot. */
function nextRecord(layer: RecordLayer, replica: Replica | null, frame: RecordFrame): object {
  const held =
    frame.from !== null && replica?.layer === layer ? (replica as unknown as Record<string, object>)[layer] : {};
  return { ...held, ...frame.change };
}

function nextRows(replica: Replica | null, frame: CollectionFrame): CollectionReplica['rows'] {
  const held = frame.from !== null && replica && 'rows' in replica ? replica.rows : [];
  const rows = new Map<string | number, CollectionRows[CollectionLayer]>(held);
  for (const id of frame.change.gone) rows.delete(id);
  for (const row of frame.change.put) rows.set(row.id, row);
  return rows;
}
