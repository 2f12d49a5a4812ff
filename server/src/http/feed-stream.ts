import { setImmediate as nextTurn } from 'node:timers/promises';
import { MAX_BODY_BYTES } from '@citybrain/protocol';
import type { WebSocket } from 'ws';

/** One message of a stream, as it came. */
export interface StreamMessage {
  /** Counted from 0. */
  readonly message: number;
  readonly body: Buffer;
  readonly isBinary: boolean;
}

export interface FeedStreamOptions {
  /** Never rejects: what is wrong with a message is its answer. */
  readonly answer: (message: StreamMessage) => Promise<object>;
  /** How often the sender is asked whether it is still there. */
  readonly pingEveryMs?: number;
}

const PING_EVERY_MS = 30_000;
/** What of one stream may wait for its answer; beyond it the socket is read no further until half of it is answered. */
const MAX_WAITING_MESSAGES = 64;
const MAX_WAITING_BYTES = 2 * MAX_BODY_BYTES;
/** Answers that a sender may leave unread before its next message has to wait for it. */
const MAX_UNREAD_BYTES = 1024 * 1024;

/**
 * Takes message after message of one sender in order and answers each. A flood waits
 * in the sender's socket, not in our memory, and leaves the others their turn. When the
 * socket closes, what waits is dropped unanswered; a sender that is no longer there is cut off.
 */
export class FeedStream {
  readonly #socket: WebSocket;
  readonly #options: FeedStreamOptions;
  #waiting: StreamMessage[] = [];
  #waitingBytes = 0;
  #received = 0;
  #isTaking = false;
  /** While a message is being written the socket may be paused, and hears no pong. */
  #isWriting = false;
  #isAlive = true;

  constructor(socket: WebSocket, options: FeedStreamOptions) {
    this.#socket = socket;
    this.#options = options;
    const beat = setInterval(() => this.#beat(), options.pingEveryMs ?? PING_EVERY_MS);
    socket.on('message', (content: Buffer | ArrayBuffer | Buffer[], isBinary: boolean) => {
      this.#receive(bufferOf(content), isBinary);
    });
    socket.on('pong', () => {
      this.#isAlive = true;
    });
    socket.on('close', () => {
      clearInterval(beat);
      this.#drop();
    });
  }

  /** Takes nothing more and closes the socket with `code`. */
  end(code: number, reason: string): void {
    this.#drop();
    this.#socket.close(code, reason);
    // Paused, it would never hear that the sender has closed as well.
    this.#socket.resume();
  }

  #isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  #receive(body: Buffer, isBinary: boolean): void {
    this.#isAlive = true;
    if (!this.#isOpen()) return;
    this.#waiting.push({ message: this.#received, body, isBinary });
    this.#received += 1;
    this.#waitingBytes += body.length;
    if (this.#waiting.length >= MAX_WAITING_MESSAGES || this.#waitingBytes > MAX_WAITING_BYTES) this.#socket.pause();
    if (!this.#isTaking) void this.#takeAll();
  }

  async #takeAll(): Promise<void> {
    this.#isTaking = true;
    for (let next = this.#waiting[0]; next && this.#isOpen(); next = this.#waiting[0]) {
      this.#isWriting = true;
      const answer = await this.#options.answer(next);
      this.#isWriting = false;
      if (!this.#isOpen()) break;
      await this.#send(JSON.stringify(answer));
      this.#isAlive = true;
      this.#forget(next);
      await nextTurn();
    }
    this.#isTaking = false;
  }

  /** Resolves at once, unless the sender leaves too much unread: then when it has been read. */
  #send(answer: string): Promise<void> {
    return new Promise((resolve) => {
      this.#socket.send(answer, () => resolve());
      if (this.#socket.bufferedAmount <= MAX_UNREAD_BYTES) resolve();
    });
  }

  #forget(answered: StreamMessage): void {
    if (this.#waiting[0] !== answered) return;
    this.#waiting.shift();
    this.#waitingBytes -= answered.body.length;
    const isEased = this.#waiting.length <= MAX_WAITING_MESSAGES / 2 && this.#waitingBytes <= MAX_WAITING_BYTES / 2;
    if (isEased && this.#socket.isPaused) this.#socket.resume();
  }

  #drop(): void {
    this.#waiting = [];
    this.#waitingBytes = 0;
  }

  #beat(): void {
    if (!this.#isAlive && !this.#isWriting) return this.#socket.terminate();
    this.#isAlive = false;
    if (this.#isOpen()) this.#socket.ping();
  }
}

const bufferOf = (content: Buffer | ArrayBuffer | Buffer[]): Buffer =>
  Array.isArray(content) ? Buffer.concat(content) : Buffer.isBuffer(content) ? content : Buffer.from(content);
