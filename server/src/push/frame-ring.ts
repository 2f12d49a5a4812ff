import type { Frame } from '@citybrain/protocol';

/** Frames kept for screens that come back: half a minute at four a second. */
export const RING_FRAMES = 120;

/** The last frames of one topic, an unbroken chain. */
export class FrameRing {
  readonly #frames: Frame[] = [];

  push(frame: Frame): void {
    this.#frames.push(frame);
    if (this.#frames.length > RING_FRAMES) this.#frames.shift();
  }

  /** The frames that lead on from `revision`; null when they are no longer held. */
  since(revision: number): readonly Frame[] | null {
    const first = this.#frames.findIndex((frame) => frame.from === revision);
    return first < 0 ? null : this.#frames.slice(first);
  }
}
