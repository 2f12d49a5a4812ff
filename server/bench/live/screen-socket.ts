import type { Socket } from 'node:net';
import type { TopicName } from '@citybrain/protocol';
import { WebSocket } from 'ws';
import { reconnectDelayMs } from '../../../packages/live-client/src/reconnect-delay.ts';
import { HeldRevisions } from './held-revisions.ts';
import { machineNow } from './machine-now.ts';
import { addressOf, enterPacket, hear, pongOf, textOf, type ScreenWire } from './screen-wire.ts';

export interface ScreenOptions {
  readonly url: string;
  readonly wire: ScreenWire;
  readonly token: string | null;
  readonly topics: readonly TopicName[];
  /** Offers to take compressed messages, as browsers do. */
  readonly offersDeflate: boolean;
  /** Keeps which revisions it holds, and names them when it comes back, as the web app's client does. */
  readonly keepsRevisions: boolean;
  /** Asks for all its topics and reads nothing of what comes; it counts as current. */
  readonly hangs: boolean;
  /** Told each tick as it came. */
  readonly onTick: (data: Buffer, at: number) => void;
  /** Told when every topic has its answer. */
  readonly onCurrent: (at: number) => void;
}

/** As the client of the web app (packages/live-client): until hello, and between two ticks. */
const HELLO_WITHIN_MS = 20_000;
const SILENCE_MS = 15_000;

/**
 * One screen: connects as the web app or a program does, watches its topics and counts
 * what comes. With {@link comeBack} it tries again as the web app's client does.
 */
export class ScreenSocket {
  readonly #options: ScreenOptions;
  readonly #held: HeldRevisions | null;
  /** Of the messages, as the screen reads them. */
  bytes = 0;
  messages = 0;
  attempts = 0;
  isCurrent = false;
  /** When its last picture stopped being current; null while it is, or before it ever was. */
  lostAt: number | null = null;
  #socket: WebSocket | null = null;
  #connection: Socket | null = null;
  #wireBytesBefore = 0;
  #answers = 0;
  #failures = 0;
  #isGreeted = false;
  #heardAt = 0;
  #comesBack = false;
  #retry: NodeJS.Timeout | null = null;

  constructor(options: ScreenOptions) {
    this.#options = options;
    this.#held = options.keepsRevisions ? new HeldRevisions(options.wire, options.topics) : null;
  }

  /** What came over the present connection since the counts began, with whatever is around the messages. */
  get wireBytes(): number {
    return (this.#connection?.bytesRead ?? 0) - this.#wireBytesBefore;
  }

  beginCounts(): void {
    this.bytes = 0;
    this.messages = 0;
    this.#wireBytesBefore = this.#connection?.bytesRead ?? 0;
  }

  get isConnected(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  connect(): void {
    const { url, wire, token, offersDeflate } = this.#options;
    this.attempts += 1;
    this.#answers = 0;
    this.#isGreeted = false;
    this.#heardAt = machineNow();
    const headers = wire === 'web-socket' && token !== null ? { authorization: `Bearer ${token}` } : {};
    const options = { perMessageDeflate: offersDeflate, skipUTF8Validation: true, headers };
    const socket = new WebSocket(addressOf(url, wire), options);
    this.#socket = socket;
    socket.on('upgrade', (response) => (this.#connection = response.socket));
    socket.on('message', (data) => this.#hear(socket, data as Buffer));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => this.#lose(socket));
    if (wire === 'bare') socket.on('open', () => this.#becomeCurrent());
  }

  /** From now on it connects again by itself when it is cut off. */
  comeBack(): void {
    this.#comesBack = true;
  }

  /** Cuts the connection, as a network that fails. */
  cut(): void {
    this.#socket?.terminate();
  }

  close(): void {
    this.#comesBack = false;
    if (this.#retry) clearTimeout(this.#retry);
    this.#socket?.terminate();
  }

  /** Gives a connection up that has been silent for too long. */
  lookAfter(now: number): void {
    if (!this.#socket) return;
    if (now - this.#heardAt > (this.#isGreeted ? SILENCE_MS : HELLO_WITHIN_MS)) this.#socket.terminate();
  }

  #hear(socket: WebSocket, data: Buffer): void {
    this.bytes += data.length;
    this.messages += 1;
    const { wire, onTick, token, topics } = this.#options;
    switch (hear(wire, data)) {
      case 'tick':
        this.#heardAt = machineNow();
        this.#failures = 0;
        this.#held?.tick(data);
        return onTick(data, this.#heardAt);
      case 'ping':
        return socket.send(pongOf(wire));
      case 'opened':
        return socket.send(enterPacket(wire, token, topics));
      case 'hello':
        this.#held?.greet(data);
        return this.#watch(socket);
      case 'answer':
        this.#answers += 1;
        this.#held?.answer(data);
        if (this.#answers === this.#options.topics.length) this.#becomeCurrent();
        return;
      case 'refused':
        return socket.terminate();
      case 'other':
        return;
    }
  }

  #watch(socket: WebSocket): void {
    const { wire, topics, hangs } = this.#options;
    this.#isGreeted = true;
    this.#heardAt = machineNow();
    if (topics.length === 0 || wire === 'nats') return this.#becomeCurrent();
    topics.forEach((topic, id) => {
      const since = this.#held?.since(topic) ?? null;
      socket.send(textOf(wire, 'watch', { id, topic, since }));
    });
    if (!hangs) return;
    socket.pause();
    this.#becomeCurrent();
  }

  #becomeCurrent(): void {
    this.isCurrent = true;
    this.lostAt = null;
    this.#options.onCurrent(machineNow());
  }

  #lose(socket: WebSocket): void {
    if (socket !== this.#socket) return;
    this.#socket = null;
    if (this.isCurrent) this.lostAt = machineNow();
    this.isCurrent = false;
    if (!this.#comesBack) return;
    this.#retry = setTimeout(() => this.connect(), reconnectDelayMs(this.#failures, Math.random()));
    this.#failures += 1;
  }
}
