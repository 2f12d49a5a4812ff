import type { TopicName, WatchRequest } from '@citybrain/protocol';
import { epochOf, framesOf, heldByAnswer, type ScreenWire } from './screen-wire.ts';

const OPENING = '['.charCodeAt(0);
/** What ends a tick without frames: `[]}]`. */
const EMPTY_TAIL = 4;

/** Which revision of each topic a screen holds, without holding the topic: what it says when it comes back. */
export class HeldRevisions {
  readonly #wire: ScreenWire;
  readonly #topics: readonly TopicName[];
  readonly #held = new Map<TopicName, NonNullable<WatchRequest['since']>>();
  #epoch = '';

  constructor(wire: ScreenWire, topics: readonly TopicName[]) {
    this.#wire = wire;
    this.#topics = topics;
  }

  since(topic: TopicName): WatchRequest['since'] {
    return this.#held.get(topic) ?? null;
  }

  greet(data: Buffer): void {
    this.#epoch = epochOf(data);
  }

  answer(data: Buffer): void {
    const answered = heldByAnswer(data);
    const topic = answered ? this.#topics[answered.id] : undefined;
    if (answered && topic) this.#held.set(topic, { epoch: this.#epoch, revision: answered.revision });
  }

  tick(data: Buffer): void {
    if (data[data.length - EMPTY_TAIL] === OPENING) return;
    for (const { topic, from, to } of framesOf(this.#wire, data)) {
      if (this.#held.get(topic)?.revision === from) this.#held.set(topic, { epoch: this.#epoch, revision: to });
    }
  }
}
