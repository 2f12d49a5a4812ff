import type { Link, LiveTransport } from '@citybrain/live-client';
import { LIVE_PATH, type ClientToServer, type ServerToClient } from '@citybrain/protocol';
import { io, type Socket } from 'socket.io-client';

/** Codes of a refused handshake after which trying again is of no use. */
const FINAL_REFUSALS: Readonly<Record<string, 'revoked' | 'expired'>> = {
  revoked: 'revoked',
  expired: 'expired',
  'not-signed-in': 'expired',
  unauthenticated: 'expired',
  unauthorized: 'expired',
};

/** One Socket.IO connection an attempt, WebSocket only; when to try again is the connection's business. */
export function socketIoTransport(displayToken: () => string | null): LiveTransport {
  return {
    open(handlers): Link {
      const token = displayToken();
      const socket: Socket<ServerToClient, ClientToServer> = io({
        path: LIVE_PATH,
        transports: ['websocket'],
        reconnection: false,
        forceNew: true,
        ...(token ? { auth: { token } } : {}),
      });
      socket.on('hello', (hello) => handlers.hello(hello));
      socket.on('frame', (frame) => handlers.frame(frame));
      socket.on('tick', (tick) => handlers.tick(tick));
      socket.on('ended', ({ code }) => (code === 'stopping' ? handlers.dropped() : handlers.refused(code)));
      socket.on('disconnect', () => handlers.dropped());
      socket.on('connect_error', (error) => {
        const code = FINAL_REFUSALS[refusalCode(error)];
        if (code) handlers.refused(code);
        else handlers.dropped();
      });
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
}

function refusalCode(error: Error & { data?: unknown }): string {
  const details: { code?: unknown } = typeof error.data === 'object' && error.data ? error.data : {};
  return typeof details.code === 'string' ? details.code : error.message;
}
