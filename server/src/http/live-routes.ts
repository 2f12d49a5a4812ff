import { LIVE_SOCKET_PATH } from '@citybrain/protocol';
import type { FastifyInstance } from 'fastify';
import type { RawData, WebSocket } from 'ws';
import type { Principal } from '../access/principal.ts';
import type { AdmissionGate } from '../push/admission-gate.ts';
import type { Audience } from '../push/audience.ts';
import { receive } from '../push/screen-messages.ts';
import { WebSocketWire } from '../push/transports/web-socket-wire.ts';
import { principalOf } from './authenticate.ts';
import { HttpProblem } from './http-problem.ts';

export interface LiveRoutesOptions {
  readonly audience: () => Audience;
  readonly gate: AdmissionGate;
  /** Calls back when the session or token ends; the answer stops listening. */
  readonly onEnded: (principal: Principal, listener: (why: 'revoked' | 'expired') => void) => () => void;
  /** How often a client is asked whether it is still there. */
  readonly pingEveryMs?: number;
}

const PING_EVERY_MS = 30_000;
/** No message of a client is longer. */
const MAX_MESSAGE_BYTES = 64 * 1024;

/** `WS /api/v1/live`: the frames of the screens, for programs (docs/live-protocol.md). */
export function liveRoutes(app: FastifyInstance, options: LiveRoutesOptions): void {
  app.get(
    LIVE_SOCKET_PATH,
    {
      websocket: true,
      config: { action: 'picture.watch' },
      schema: { hide: true },
      // Before the upgrade, while there is still an answer to give.
      preValidation: async (request) => {
        if (await options.gate.enter(() => request.raw.socket.destroyed)) return;
        throw new HttpProblem(503, 'busy', 'too many connect at this moment; come again in some seconds');
      },
    },
    (socket: WebSocket, request) => connect(socket, principalOf(request), options),
  );
}

function connect(socket: WebSocket, principal: Principal, options: LiveRoutesOptions): void {
  const audience = options.audience();
  const wire = new WebSocketWire(socket);
  const screen = audience.join(principal, wire);
  const stopListening = options.onEnded(principal, (why) => wire.end({ code: why }));
  const stopPinging = pingWhileOpen(socket, options.pingEveryMs ?? PING_EVERY_MS);
  socket.on('message', (content: RawData, isBinary: boolean) => {
    const bytes = content as Buffer;
    if (bytes.length > MAX_MESSAGE_BYTES) return wire.cut();
    const [name, body] = isBinary ? [] : readMessage(bytes.toString());
    receive(audience, screen, name, body);
  });
  socket.on('error', () => wire.cut());
  socket.on('close', () => {
    stopListening();
    stopPinging();
    audience.leave(screen);
  });
}

function readMessage(text: string): unknown[] {
  try {
    const message: unknown = JSON.parse(text);
    return Array.isArray(message) ? (message as unknown[]) : [];
  } catch {
    return [];
  }
}

/** Ends a connection whose client answers no ping until the next is due. */
function pingWhileOpen(socket: WebSocket, everyMs: number): () => void {
  let isAlive = true;
  socket.on('pong', () => {
    isAlive = true;
  });
  const beat = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    socket.ping();
  }, everyMs);
  return () => clearInterval(beat);
}
