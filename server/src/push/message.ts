import type { ServerMessageName, ServerMessages } from '@citybrain/protocol';
import { deflatedTextFrame, textFrame, textFrameHeader } from './text-frame.ts';

/** Shorter messages are not worth deflating. */
const DEFLATED_FROM = 2_048;
/** Bytes that others hold as well and that are not worth a copy for each screen. */
const LARGE_BYTES = 16 * 1024;

/** What a screen is sent: written once, and made into bytes once for each way to send it. */
export class Message {
  readonly #parts: readonly (string | Buffer)[];
  /** It goes to many: worth deflating for those that can inflate it. */
  readonly #isShared: boolean;
  readonly #frames = new Map<string, readonly Buffer[]>();

  /** @param parts of the whole message as JSON, one after the other; those that are UTF-8 already are not encoded again. */
  constructor(parts: readonly (string | Buffer)[], isShared = false) {
    this.#parts = parts;
    this.#isShared = isShared;
  }

  get text(): string {
    return this.#parts.map(String).join('');
  }

  /** The text behind `prefix` as a whole WebSocket message, to be written part by part. */
  frame(prefix: string, canInflate: boolean): readonly Buffer[] {
    const key = `${prefix} ${canInflate}`;
    const known = this.#frames.get(key);
    if (known) return known;
    const parts = [prefix, ...this.#parts].map((part) => (Buffer.isBuffer(part) ? part : Buffer.from(part)));
    const frame = this.#isShared ? [wholeFrame(Buffer.concat(parts), canInflate)] : partedFrame(parts);
    this.#frames.set(key, frame);
    return frame;
  }
}

const wholeFrame = (payload: Buffer, canInflate: boolean): Buffer =>
  canInflate && payload.length >= DEFLATED_FROM ? deflatedTextFrame(payload) : textFrame(payload);

/** Large parts stay the bytes that they are; the small ones between them are put together. */
function partedFrame(parts: readonly Buffer[]): Buffer[] {
  const frame: Buffer[] = [];
  let small = [textFrameHeader(parts.reduce((sum, { length }) => sum + length, 0))];
  for (const part of parts) {
    if (part.length < LARGE_BYTES) small.push(part);
    else {
      frame.push(Buffer.concat(small), part);
      small = [];
    }
  }
  return small.length === 0 ? frame : [...frame, Buffer.concat(small)];
}

export const messageOf = <Name extends Exclude<ServerMessageName, 'tick'>>(
  name: Name,
  body: ServerMessages[Name],
): Message => new Message([JSON.stringify([name, body])]);
