import { hearMessage, type Link, type LiveTransport } from '@citybrain/live-client';
import { LIVE_PATH } from '@citybrain/protocol';
import { io } from 'socket.io-client';

/** The server's word for a session or token that is over. */
const NOT_SIGNED_IN = 'not-signed-in';

/** One Socket.IO connection an attempt, WebSocket only; when to try again is the connection's business. */
export const socketIoTransport: LiveTransport = {
  open(handlers): Link {
    const socket = io({
      path: LIVE_PATH,
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
    });
    socket.onAny((name: unknown, body: unknown) => hearMessage(handlers, name, body));
    socket.on('disconnect', () => handlers.dropped());
    socket.on('connect_error', ({ message }) =>
      message === NOT_SIGNED_IN ? handlers.refused('expired') : handlers.dropped(),
    );
    return {
      send: (name, body) => socket.emit(name, body),
      close() {
        socket.removeAllListeners();
        socket.offAny();
        socket.disconnect();
      },
    };
  },
};
