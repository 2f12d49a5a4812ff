import type { Link, LiveTransport } from './live-transport.ts';
import { hearMessage } from './hear-message.ts';

/** As much of a WebSocket as is needed: the browser's, Node's and the package `ws`'s have it. */
export interface WebSocketLike {
  readonly readyState: number;
  send(text: string): void;
  close(): void;
  addEventListener(event: 'message', listener: (message: { readonly data: unknown }) => void): void;
  addEventListener(event: 'close' | 'error', listener: () => void): void;
}

const OPEN = 1;

/**
 * The live messages over a plain WebSocket.
 *
 * @param connect opens a socket to `/api/v1/live`, with the token as `Authorization: Bearer` where there is no session.
 */
export const webSocketTransport = (connect: () => WebSocketLike): LiveTransport => ({
  open(handlers): Link {
    const socket = connect();
    let isClosed = false;
    const drop = (): void => {
      if (isClosed) return;
      isClosed = true;
      handlers.dropped();
    };
    socket.addEventListener('message', ({ data }) => {
      if (isClosed || typeof data !== 'string') return;
      const [name, body] = JSON.parse(data) as [unknown, unknown];
      hearMessage(handlers, name, body);
    });
    socket.addEventListener('close', drop);
    socket.addEventListener('error', drop);
    return {
      send(name, body) {
        if (socket.readyState === OPEN) socket.send(JSON.stringify([name, body]));
      },
      close() {
        isClosed = true;
        socket.close();
      },
    };
  },
});
