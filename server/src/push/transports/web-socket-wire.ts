import type { Ended } from '@citybrain/protocol';
import type { WebSocket } from 'ws';
import { messageOf, type Message } from '../message.ts';
import type { Wire } from '../wire.ts';
import { canInflate, writeFrame } from './write-frame.ts';

/** Close codes: the session or token is over; the server goes. */
const ACCESS_ENDED = 4401;
const GOING_AWAY = 1001;

/** A plain WebSocket: each message is the text as it is. */
export class WebSocketWire implements Wire {
  readonly #socket: WebSocket;
  readonly #canInflate: boolean;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    this.#canInflate = canInflate(socket);
  }

  get backlogBytes(): number {
    return this.#socket.bufferedAmount;
  }

  send(message: Message): void {
    writeFrame(this.#socket, message.frame('', this.#canInflate));
  }

  cut(): void {
    this.#socket.terminate();
  }

  end(why: Ended): void {
    this.send(messageOf('ended', why));
    this.#socket.close(why.code === 'stopping' ? GOING_AWAY : ACCESS_ENDED);
  }
}
