import type { ServerMessageName, ServerMessages } from '@citybrain/protocol';
import { deflatedTextFrame, textFrame } from './text-frame.ts';

/** Shorter messages are not worth deflating. */
const DEFLATED_FROM = 2_048;

/** What a screen is sent: written once, and made into bytes once for each way to send it. */
export class Message {
  readonly #parts: readonly (string | Buffer)[];
  /** It goes to many: worth deflating for those that can inflate it. */
  readonly #isShared: boolean;
  readonly #frames = new Map<string, Buffer>();

  /** @param parts of the whole message as JSON, one after the other; those that are UTF-8 already are not encoded again. */
  constructor(parts: readonly (string | Buffer)[], isShared = false) {
    this.#parts = parts;
    this.#isShared = isShared;
  }

  get text(): string {
    return this.#parts.map(String).join('');
  }

  /** The text behind `prefix` as a whole WebSocket message. */
  frame(prefix: string, canInflate: boolean): Buffer {
    const key = `${prefix} ${canInflate}`;
    const known = this.#frames.get(key);
    if (known) return known;
    const payload = Buffer.concat(
      [prefix, ...this.#parts].map((part) => (Buffer.isBuffer(part) ? part : Buffer.from(part))),
    );
    const isDeflated = canInflate && this.#isShared && payload.length >= DEFLATED_FROM;
    const frame = isDeflated ? deflatedTextFrame(payload) : textFrame(payload);
    this.#frames.set(key, frame);
    return frame;
  }
}

export const messageOf = <Name extends Exclude<ServerMessageName, 'tick'>>(
  name: Name,
  body: ServerMessages[Name],
): Message => new Message([JSON.stringify([name, body])]);
