import type { ServerMessageName, ServerMessages } from '@citybrain/protocol';
import { textFrame } from './text-frame.ts';

/** What a screen is sent: written once, and made into bytes once for each way to send it. */
export class Message {
  readonly text: string;
  readonly #frames = new Map<string, Buffer>();

  /** @param text the whole message as JSON. */
  constructor(text: string) {
    this.text = text;
  }

  /** The text behind `prefix` as a whole WebSocket message. */
  frame(prefix: string): Buffer {
    const known = this.#frames.get(prefix);
    if (known) return known;
    const frame = textFrame(Buffer.from(prefix + this.text));
    this.#frames.set(prefix, frame);
    return frame;
  }
}

export const messageOf = <Name extends Exclude<ServerMessageName, 'tick'>>(
  name: Name,
  body: ServerMessages[Name],
): Message => new Message(JSON.stringify([name, body]));
