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

/** How a watcher begins. It may be at a revision of up to {@link SNAPSHOT_KEPT_MS} ago, from which the next tick leads it on. */
export type Beginning = Moment & {
  readonly with: CatchUp['with'];
  readonly text: string | null;
  readonly revision: number;
};

/** A snapshot as it was written, for all who ask soon after. */
interface KeptSnapshot extends Moment {
  readonly text: string;
  readonly revision: number;
  readonly writtenAtMs: number;
}

/** A large topic takes tens of milliseconds to write: a storm of screens shares what was written this long ago. */
export const SNAPSHOT_KEPT_MS = 2_000;

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
  #kept: KeptSnapshot | null = null;

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
    return { with: 'snapshot', text: this.#writeSnapshot() };
  }

  /**
   * For whoever asks for the topic.
   *
   * @param since the revision that the asking screen holds; null: nothing.
   * @param moment what the present revision is true of.
   */
  begin(since: number | null, moment: Moment, nowMs: number): Beginning {
    const present = { ...moment, revision: this.#revision };
    if (since === this.#revision) return { ...present, with: 'current', text: null };
    const missed = since === null ? null : this.#mergedText(since);
    if (missed !== null) return { ...present, with: 'frame', text: missed };
    if (!this.#kept || !this.#leadsOn(this.#kept, nowMs)) {
      this.#kept = { ...present, text: this.#writeSnapshot(), writtenAtMs: nowMs };
    } else if (this.#kept.revision === this.#revision) this.#kept = { ...this.#kept, ...moment };
    const { asOf, sequence, revision, text } = this.#kept;
    return { asOf, sequence, revision, text, with: 'snapshot' };
  }

  #leadsOn({ revision, writtenAtMs }: KeptSnapshot, nowMs: number): boolean {
    if (revision === this.#revision) return true;
    return nowMs - writtenAtMs <= SNAPSHOT_KEPT_MS && this.#ring.since(revision) !== null;
  }

  #writeSnapshot(): string {
    this.#snapshotText ??= textOf(this.#snapshot());
    return this.#snapshotText;
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
