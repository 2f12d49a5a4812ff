import type { Link, LiveTransport } from '@citybrain/live-client';
import { LIVE_PATH, type ClientToServer, type ServerToClient } from '@citybrain/protocol';
import { io, type Socket } from 'socket.io-client';

/** The server's word for a session or token that is over. */
const NOT_SIGNED_IN = 'not-signed-in';

/** One Socket.IO connection an attempt, WebSocket only; when to try again is the connection's business. */
export const socketIoTransport: LiveTransport = {
  open(handlers): Link {
    const socket: Socket<ServerToClient, ClientToServer> = io({
      path: LIVE_PATH,
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
    });
    socket.on('hello', (hello) => handlers.hello(hello));
    socket.on('frame', (frame) => handlers.frame(frame));
    socket.on('tick', (tick) => handlers.tick(tick));
    socket.on('ended', ({ code }) => (code === 'stopping' ? handlers.dropped() : handlers.refused(code)));
    socket.on('disconnect', () => handlers.dropped());
    socket.on('connect_error', ({ message }) =>
      message === NOT_SIGNED_IN ? handlers.refused('expired') : handlers.dropped(),
    );
    return {
      watch: (request, answered) => socket.emit('watch', request, answered),
      unwatch: (topic) => socket.emit('unwatch', topic),
      close() {
        socket.removeAllListeners();
        socket.disconnect();
      },
    };
  },
};
