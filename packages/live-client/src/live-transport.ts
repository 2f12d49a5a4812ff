import type { ClientMessageName, ClientMessages, Hello, Tick, WatchAnswer } from '@citybrain/protocol';

/** Why nothing will come any more. `stopped`: by the owner; `protocol`: server and client speak different versions. */
export const END_CODES = ['revoked', 'expired', 'stopped', 'protocol'] as const;
export type EndCode = (typeof END_CODES)[number];

export interface LinkHandlers {
  hello(hello: Hello): void;
  answer(answer: WatchAnswer): void;
  tick(tick: Tick): void;
  /** The link closed or could not be opened; nothing more comes from it. */
  dropped(): void;
  /** The server will not have this session or token any more. */
  refused(code: 'revoked' | 'expired'): void;
}

/** One connection to the server, from the attempt to the close. */
export interface Link {
  /** Messages are delivered in the order sent. */
  send<Name extends ClientMessageName>(name: Name, body: ClientMessages[Name]): void;
  /** No handler is called after this. */
  close(): void;
}

/** How to reach a server. It never tries again by itself. */
export interface LiveTransport {
  /** No handler is called before this has returned. */
  open(handlers: LinkHandlers): Link;
}

/** The clock of the machine; `after` returns what cancels the timer. */
export interface LiveClock {
  now(): number;
  after(delayMs: number, action: () => void): () => void;
}
