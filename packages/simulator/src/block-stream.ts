import { instant, type Instant } from '@citybrain/domain';
import { SendQueue } from './send-queue.ts';
import type { SentItem } from './send.ts';

/** All items of one subject, in the order in which they are sent. */
export type Life = readonly SentItem[];

export interface BlockPlan {
  readonly blockMs: number;
  /** How many blocks before the start may still have something to say after it. */
  readonly lookbackBlocks: number;
  /** The lives that begin in the block [at, at + blockMs), whole; none of their items is sent before `at`. */
  readonly livesOfBlock: (at: Instant) => Iterable<Life>;
  /** True for an item after which its subject needs no mention at the start. */
  readonly isLast: (sent: SentItem) => boolean;
}

/**
 * An endless stream of items from `startsAt` on, ordered by send time. Since each
 * block is a function of its own time, streams with different starts agree where
 * they overlap. Subjects that are under way at the start are sent then, as last known.
 */
export function* blockStream(plan: BlockPlan, startsAt: Instant): Generator<SentItem, never> {
  const queue = new SendQueue();
  const firstBlock = Math.floor(startsAt / plan.blockMs) - plan.lookbackBlocks;
  for (let block = firstBlock; ; block++) {
    for (const life of plan.livesOfBlock(instant(block * plan.blockMs))) {
      for (const sent of fromStart(life, startsAt, plan.isLast)) queue.push(sent);
    }
    const settled = (block + 1) * plan.blockMs;
    for (let next = queue.peek(); next && next.sendAt < settled; next = queue.peek()) {
      queue.pop();
      yield next;
    }
  }
}

function fromStart(life: Life, startsAt: Instant, isLast: BlockPlan['isLast']): SentItem[] {
  const after = life.filter(({ sendAt }) => sendAt >= startsAt);
  const standing = life.findLast(({ sendAt, dirt }) => sendAt < startsAt && dirt === null);
  return standing && !isLast(standing) ? [{ ...standing, sendAt: startsAt }, ...after] : after;
}

/** Joins ordered streams into one; equal times in the order of the streams. */
export function* mergeStreams(streams: readonly Iterator<SentItem, unknown>[]): Generator<SentItem> {
  const heads = streams.map((stream) => stream.next());
  for (;;) {
    let first = -1;
    let earliest = Infinity;
    heads.forEach((head, at) => {
      if (!head.done && head.value.sendAt < earliest) {
        earliest = head.value.sendAt;
        first = at;
      }
    });
    const head = heads[first];
    if (!head || head.done) return;
    yield head.value;
    heads[first] = (streams[first] as Iterator<SentItem, unknown>).next();
  }
}
