import type { Frame } from '@citybrain/protocol';

/** Frames kept for screens that were away or slow: half a minute at four a second. */
export const RING_FRAMES = 120;
/** Rows kept in those frames; beyond it a snapshot is cheaper than what was missed. */
export const RING_ROWS = 10_000;

/** The last frames of one topic, an unbroken chain. */
export class FrameRing {
  readonly #frames: Frame[] = [];
  #rows = 0;

  push(frame: Frame): void {
    this.#frames.push(frame);
    this.#rows += rowsOf(frame);
    while (this.#frames.length > RING_FRAMES || this.#rows > RING_ROWS) {
      const oldest = this.#frames.shift();
      if (!oldest) return;
      this.#rows -= rowsOf(oldest);
    }
  }

  /** The frames that lead on from `revision`; null when they are no longer held. */
  since(revision: number): readonly Frame[] | null {
    const first = this.#frames.findIndex((frame) => frame.from === revision);
    return first < 0 ? null : this.#frames.slice(first);
  }
}

const rowsOf = ({ change }: Frame): number => ('put' in change ? change.put.length + change.gone.length : 0);
