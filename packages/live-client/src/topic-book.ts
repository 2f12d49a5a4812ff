import type { Instant } from '@citybrain/domain';
import type { Frame, TopicLayer, TopicName, WatchAnswer, WatchRequest } from '@citybrain/protocol';
import { applyFrame, type FrameContext, type Replica, type ReplicaOf } from './topic-replica.ts';

type Refusal = Extract<WatchAnswer, { ok: false }>;

/** What a subscriber sees of a topic: replaced whole, never changed in place. */
export interface TopicView<Layer extends TopicLayer = TopicLayer> {
  /** null: nothing known yet. */
  readonly replica: ReplicaOf<Layer> | null;
  /** Server time since when the replica is not vouched for any more; null while it is. */
  readonly heldSince: Instant | null;
  readonly refusal: Refusal['code'] | null;
  /** Answered since the last tick: true of its own moment until the next one. */
  readonly isEarly: boolean;
}

export type TopicListener<Layer extends TopicLayer> = (view: TopicView<Layer>) => void;
type AnyListener = (view: TopicView) => void;

interface Entry {
  readonly listeners: Set<AnyListener>;
  view: TopicView;
  /** What the frames since the last tick made of the replica. */
  draft: Replica | null;
  /** True from the watch answer until a gap or a lost connection. */
  isSynced: boolean;
}

/** Nothing is known. */
export const EMPTY_VIEW: TopicView<never> = { replica: null, heldSince: null, refusal: null, isEarly: false };

/**
 * The replicas of all watched topics and who listens to them. The frames of a tick
 * go into drafts; `commit` shows all of them at once, so that pictures of
 * different topics agree. Knows no connection and no time.
 */
export class TopicBook {
  readonly #entries = new Map<TopicName, Entry>();

  get topics(): TopicName[] {
    return [...this.#entries.keys()];
  }

  /** True when the topic was not known before. The listener is called at once with what is known. */
  add(topic: TopicName, listener: AnyListener): boolean {
    const known = this.#entries.get(topic);
    const entry = known ?? { listeners: new Set(), view: EMPTY_VIEW, draft: null, isSynced: false };
    if (!known) this.#entries.set(topic, entry);
    entry.listeners.add(listener);
    listener(entry.view);
    return !known;
  }

  remove(topic: TopicName, listener: AnyListener): void {
    this.#entries.get(topic)?.listeners.delete(listener);
  }

  /** Forgets the topic unless somebody listens; true when it is gone now. */
  forgetUnheard(topic: TopicName): boolean {
    if (this.#entries.get(topic)?.listeners.size !== 0) return false;
    return this.#entries.delete(topic);
  }

  /** What is held of a topic, as a request says it. */
  heldOf(topic: TopicName): WatchRequest['since'] {
    const held = this.#entries.get(topic)?.draft;
    return held ? { epoch: held.epoch, revision: held.revision } : null;
  }

  /**
   * @param since what the request said was held.
   * @returns false when the answer does not fit what is held: watch again from nothing.
   */
  answer(topic: TopicName, answer: WatchAnswer, since: WatchRequest['since'], epoch: string): boolean {
    const entry = this.#entries.get(topic);
    if (!entry) return true;
    if (!answer.ok) {
      entry.draft = null;
      this.#show(entry, { ...EMPTY_VIEW, refusal: answer.code });
      return true;
    }
    const { asOf, sequence, frame } = answer;
    const isFit = since !== null || answer.with === 'snapshot';
    const held = entry.draft && { ...entry.draft, asOf, sequence };
    const replica = isFit ? (frame ? applyFrame(entry.draft, frame, { epoch, asOf, sequence }) : held) : 'gap';
    if (replica === 'gap' || replica === null) {
      entry.draft = null;
      return false;
    }
    entry.draft = replica;
    entry.isSynced = true;
    this.#show(entry, viewOf(replica, true));
    return true;
  }

  /**
   * Takes a frame of a tick up. `'gap'`: the topic must be watched again. Frames of a
   * topic that waits for its answer are left out, since the answer will hold them.
   *
   * @param at server time until which the topic was vouched for.
   */
  accept(frame: Frame, context: FrameContext, at: Instant): 'ok' | 'gap' {
    const entry = this.#entries.get(frame.topic);
    if (!entry?.isSynced) return 'ok';
    const next = applyFrame(entry.draft, frame, context);
    if (next === 'gap') {
      this.#hold(entry, at);
      return 'gap';
    }
    entry.draft = next;
    return 'ok';
  }

  /** Shows what the frames since the last commit changed. */
  commit(): void {
    const changed = [...this.#entries.values()].filter(
      ({ isSynced, draft, view }) => isSynced && (draft !== view.replica || view.isEarly),
    );
    for (const entry of changed) entry.view = viewOf(entry.draft);
    for (const entry of changed) tell(entry);
  }

  /** The connection is lost: nothing is vouched for after `at`. */
  holdAll(at: Instant): void {
    for (const entry of this.#entries.values()) this.#hold(entry, at);
  }

  #hold(entry: Entry, at: Instant): void {
    entry.isSynced = false;
    if (!entry.view.replica || entry.view.heldSince !== null) return;
    this.#show(entry, { ...entry.view, heldSince: at });
  }

  #show(entry: Entry, view: TopicView): void {
    entry.view = view;
    tell(entry);
  }
}

// The layer in its topic's name decides which replica an entry holds; listeners were typed by it.
const viewOf = (replica: Replica | null, isEarly = false): TopicView => ({
  ...EMPTY_VIEW,
  replica: replica as TopicView['replica'],
  isEarly,
});

function tell({ listeners, view }: Entry): void {
  for (const listener of listeners) listener(view);
}
