import { packFrame, type Frame, type Moment, type TopicLayer, type TopicName } from '@citybrain/protocol';
import { FrameRing } from './frame-ring.ts';
import { mergeFrames } from './merge-frames.ts';
import type { TopicContent } from './topic-content.ts';

/** How a screen is brought to a topic's present revision; `text` is the frame as it travels. */
export type CatchUp =
  { readonly with: 'current'; readonly text: null } | { readonly with: 'frame' | 'snapshot'; readonly text: string };

export interface TopicParts {
  /** Names the topic on this server: name and field level. */
  readonly key: string;
  /** Counts the topics of this server, so that no two lives of a topic share it. */
  readonly serial: number;
  readonly name: TopicName;
  readonly layer: TopicLayer;
  readonly region: number;
  readonly content: TopicContent;
  readonly revision: number;
}

const textOf = (frame: Frame): string => JSON.stringify(packFrame(frame));

/**
 * One topic: its chain of frames, and what leads to its present revision from any
 * other. Whatever is sent is masked, merged and written once, for all who want it.
 */
export class Topic {
  readonly key: string;
  readonly serial: number;
  readonly name: TopicName;
  readonly layer: TopicLayer;
  readonly region: number;
  readonly content: TopicContent;
  watchers = 0;
  /** What it is true of, when it was brought up to date between two ticks; null: as all others, of the last tick. */
  early: Moment | null = null;
  /** When the last watcher left; null while there is one. */
  idleSince: number | null = null;
  readonly #ring = new FrameRing();
  #revision: number;
  /** The frame of the present tick. */
  #fresh: { readonly from: number; readonly text: string } | null = null;
  /** Texts by the revision they start from; they all end at the present one. */
  readonly #catchUps = new Map<number, string>();
  #snapshotText: string | null = null;
  #encoded: { readonly text: string; readonly bytes: Buffer } | null = null;

  constructor({ key, serial, name, layer, region, content, revision }: TopicParts) {
    this.key = key;
    this.serial = serial;
    this.name = name;
    this.layer = layer;
    this.region = region;
    this.content = content;
    this.#revision = revision;
  }

  get revision(): number {
    return this.#revision;
  }

  /** Text of the frame of the present tick; null when the topic did not change. */
  get freshText(): string | null {
    return this.#fresh?.text ?? null;
  }

  /** The revision before the present tick. */
  get revisionBefore(): number {
    return this.#fresh?.from ?? this.#revision;
  }

  /** Makes the frame of a tick of what changed; false when nothing did. */
  advance(nextRevision: number): boolean {
    const change = this.content.takeChange();
    if (!change) return false;
    const from = this.#revision;
    const frame = { topic: this.name, from, to: nextRevision, change } as Frame;
    const text = textOf(frame);
    this.#revision = nextRevision;
    this.#ring.push(frame);
    this.#catchUps.clear();
    this.#catchUps.set(from, text);
    this.#snapshotText = null;
    this.#encoded = null;
    this.#fresh = { from, text };
    return true;
  }

  /** The tick is over. */
  settle(): void {
    this.#fresh = null;
  }

  /** @param since the revision that a screen holds; null: nothing. */
  catchUp(since: number | null): CatchUp {
    if (since === this.#revision) return { with: 'current', text: null };
    const missed = since === null ? null : this.#mergedText(since);
    if (missed !== null) return { with: 'frame', text: missed };
    this.#snapshotText ??= textOf(this.#snapshot());
    return { with: 'snapshot', text: this.#snapshotText };
  }

  /** As UTF-8; kept for the text asked for last, which many ask for when a server has started. */
  bytesOf(text: string): Buffer {
    if (this.#encoded?.text !== text) this.#encoded = { text, bytes: Buffer.from(text) };
    return this.#encoded.bytes;
  }

  #mergedText(since: number): string | null {
    const known = this.#catchUps.get(since);
    if (known !== undefined) return known;
    const [first, ...rest] = this.#ring.since(since) ?? [];
    if (!first) return null;
    const text = textOf(mergeFrames([first, ...rest]));
    this.#catchUps.set(since, text);
    return text;
  }

  #snapshot(): Frame {
    return { topic: this.name, from: null, to: this.#revision, change: this.content.snapshot() } as Frame;
  }
}
