import {
  parseTopicName,
  type CollectionFrame,
  type CollectionLayer,
  type CollectionRows,
  type Frame,
  type Measures,
  type MeasuresFrame,
  type Moment,
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

export interface MeasuresReplica extends ReplicaHead {
  readonly layer: 'measures';
  readonly measures: Measures;
}

/** Rows keep the order in which the server first put them. A row that did not change keeps its identity. */
export interface CollectionReplica<Layer extends CollectionLayer = CollectionLayer> extends ReplicaHead {
  readonly layer: Layer;
  readonly rows: ReadonlyMap<string | number, CollectionRows[Layer]>;
  /** How many rows the server has; larger than `rows.size` where a topic is capped. */
  readonly total: number;
}

export type ReplicaOf<Layer extends TopicLayer> = Layer extends 'measures'
  ? MeasuresReplica
  : Layer extends CollectionLayer
    ? CollectionReplica<Layer>
    : never;
export type Replica = MeasuresReplica | CollectionReplica;

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
  if (layer === 'measures') return { ...head, layer, measures: nextMeasures(replica, frame as MeasuresFrame) };
  const { change } = frame as CollectionFrame;
  return { ...head, layer, rows: nextRows(replica, frame as CollectionFrame), total: change.total };
}

const continues = (replica: Replica | null, frame: Frame, epoch: string): boolean =>
  replica !== null && replica.topic === frame.topic && replica.epoch === epoch && replica.revision === frame.from;

function nextMeasures(replica: Replica | null, frame: MeasuresFrame): Measures {
  const held = frame.from !== null && replica?.layer === 'measures' ? replica.measures : {};
  // A snapshot holds every key, and a change is only ever laid over a snapshot.
  return { ...held, ...frame.change } as Measures;
}

function nextRows(replica: Replica | null, frame: CollectionFrame): CollectionReplica['rows'] {
  const held = frame.from !== null && replica && replica.layer !== 'measures' ? replica.rows : [];
  const rows = new Map<string | number, CollectionRows[CollectionLayer]>(held);
  for (const id of frame.change.gone) rows.delete(id);
  for (const row of frame.change.put) rows.set(row.id, row);
  return rows;
}
