import type { ServerMessageName, ServerMessages } from '@citybrain/protocol';
import { deflatedTextFrame, textFrame } from './text-frame.ts';

/** Shorter messages are not worth deflating. */
const DEFLATED_FROM = 2_048;

/** What a screen is sent: written once, and made into bytes once for each way to send it. */
export class Message {
  readonly text: string;
  /** It goes to many: worth deflating for those that can inflate it. */
  readonly #isShared: boolean;
  readonly #frames = new Map<string, Buffer>();

  /** @param text the whole message as JSON. */
  constructor(text: string, isShared = false) {
    this.text = text;
    this.#isShared = isShared;
  }

  /** The text behind `prefix` as a whole WebSocket message. */
  frame(prefix: string, canInflate: boolean): Buffer {
    const isDeflated = canInflate && this.#isShared && this.text.length >= DEFLATED_FROM;
    const key = isDeflated ? `${prefix} deflated` : prefix;
    const known = this.#frames.get(key);
    if (known) return known;
    const payload = Buffer.from(prefix + this.text);
    const frame = isDeflated ? deflatedTextFrame(payload) : textFrame(payload);
    this.#frames.set(key, frame);
    return frame;
  }
}

export const messageOf = <Name extends Exclude<ServerMessageName, 'tick'>>(
  name: Name,
  body: ServerMessages[Name],
): Message => new Message(JSON.stringify([name, body]));
