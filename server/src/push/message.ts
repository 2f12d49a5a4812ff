import type { ServerMessageName, ServerMessages } from '@citybrain/protocol';

/** What a screen is sent: written once, and made into bytes once for each way to send it. */
export class Message {
  readonly text: string;
  readonly #bytes = new Map<string, Buffer>();

  /** @param text the whole message as JSON. */
  constructor(text: string) {
    this.text = text;
  }

  /** The text behind `prefix`, as UTF-8. */
  bytes(prefix: string): Buffer {
    const known = this.#bytes.get(prefix);
    if (known) return known;
    const bytes = Buffer.from(prefix + this.text);
    this.#bytes.set(prefix, bytes);
    return bytes;
  }
}

export const messageOf = <Name extends Exclude<ServerMessageName, 'tick'>>(
  name: Name,
  body: ServerMessages[Name],
): Message => new Message(JSON.stringify([name, body]));
