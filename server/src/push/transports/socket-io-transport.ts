import type { Server as HttpServer } from 'node:http';
import {
  LIVE_PATH,
  type ClientToServer,
  type Frame,
  type Hello,
  type ServerToClient,
  type Tick,
  type WatchAnswer,
  type WatchRequest,
} from '@citybrain/protocol';
import { Server, type Socket } from 'socket.io';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Principal } from '../../access/principal.ts';
import type { Outlet, TopicHub } from '../topic-hub.ts';

/** What a connection says about itself when it opens. */
export interface LiveHandshake {
  readonly cookie: string | undefined;
  readonly token: string | undefined;
  readonly origin: string | undefined;
  readonly host: string | undefined;
}

export interface SocketIoTransportOptions {
  readonly authenticate: (handshake: LiveHandshake) => Promise<Principal | null>;
  /** Calls back when the principal's session or token ends; the answer stops listening. */
  readonly onEnded: (principal: Principal, listener: (why: 'revoked' | 'expired') => void) => () => void;
  readonly hello: () => Hello;
  readonly hub: () => TopicHub;
  /** Whether the principal may open a connection at all; unless told otherwise, whoever is signed in may. */
  readonly allows: (principal: Principal) => boolean;
  /** Told what a handler of a screen's message threw; that screen alone was cut off. */
  readonly onError?: (error: unknown) => void;
}

interface SocketState {
  readonly principal: Principal;
}

type LiveServer = Server<ClientToServer, ServerToClient, Record<string, never>, SocketState>;
type LiveSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketState>;

/** Topics one screen may watch. */
const MAX_TOPICS = 100;
/** A screen that has this much waiting is cut off; it comes back by itself and starts over. */
const MAX_BACKLOG_BYTES = 8 * 1024 * 1024;
/** How long a stopping server waits for screens to take their goodbye. */
const GOODBYE_MS = 2_000;

const isWatchRequest = Compile(
  Type.Object({
    topic: Type.String({ maxLength: 200 }),
    since: Type.Union([
      Type.Null(),
      Type.Object({ epoch: Type.String({ maxLength: 100 }), revision: Type.Integer({ minimum: 0 }) }),
    ]),
  }),
);

/** Screens over Socket.IO at `/live`, WebSocket only. A topic is a room: its frame is encoded once for all in it. */
export class SocketIoTransport implements Outlet {
  readonly #server: LiveServer;
  readonly #options: SocketIoTransportOptions;

  constructor(http: HttpServer, options: SocketIoTransportOptions) {
    this.#options = options;
    this.#server = new Server(http, {
      path: LIVE_PATH,
      transports: ['websocket'],
      serveClient: false,
      destroyUpgrade: false,
      maxHttpBufferSize: 64 * 1024,
      pingInterval: 10_000,
      pingTimeout: 10_000,
    });
    this.#server.use((socket, next) => {
      void this.#admit(socket).then(
        () => next(),
        (error: unknown) => next(error instanceof Error ? error : new Error('not-signed-in')),
      );
    });
    this.#server.on('connection', (socket) => this.#connected(socket));
  }

  /** Screens connected now. */
  get screenCount(): number {
    return this.#server.engine.clientsCount;
  }

  sendFrame(key: string, frame: Frame): void {
    this.#server.to(key).emit('frame', frame);
  }

  sendTick(tick: Tick): void {
    for (const socket of this.#server.sockets.sockets.values()) cutOffWhenClogged(socket);
    this.#server.emit('tick', tick);
  }

  /** Ends every connection; the screens come back by themselves and start over. */
  restart(): void {
    this.#server.disconnectSockets(true);
  }

  /** Says goodbye to every screen; the HTTP server and what else is connected to it stay as they are. */
  async close(): Promise<void> {
    this.#server.emit('ended', { code: 'stopping' });
    const wires = [...this.#server.sockets.sockets.values()].map(({ conn }) => connectionOf(conn).transport.socket);
    const gone = wires.map((wire) => new Promise<void>((resolve) => (wire ? wire.once('close', resolve) : resolve())));
    const outOfPatience = setTimeout(() => {
      for (const wire of wires) wire?.terminate();
    }, GOODBYE_MS);
    this.#server.disconnectSockets(true);
    this.#server.engine.close();
    await Promise.all(gone);
    clearTimeout(outOfPatience);
  }

  async #admit(socket: LiveSocket): Promise<void> {
    const { headers, auth } = socket.handshake;
    const token = (auth as { token?: unknown }).token;
    const principal = await this.#options.authenticate({
      cookie: headers.cookie,
      token: typeof token === 'string' ? token : undefined,
      origin: headers.origin,
      host: headers.host,
    });
    if (!principal) throw new Error('not-signed-in');
    if (!this.#options.allows(principal)) throw new Error('not-allowed');
    socket.data = { principal };
  }

  #connected(socket: LiveSocket): void {
    const { principal } = socket.data;
    const watched = new Map<string, string>();
    const stopListening = this.#options.onEnded(principal, (why) => {
      socket.emit('ended', { code: why });
      socket.disconnect(true);
    });
    socket.emit('hello', this.#options.hello());
    this.#on(socket, 'watch', (request, answer) => {
      // Answers can be large, and many can be asked for between two ticks.
      cutOffWhenClogged(socket);
      if (typeof answer === 'function' && socket.connected)
        (answer as (given: WatchAnswer) => void)(this.#watch(socket, watched, request));
    });
    this.#on(socket, 'unwatch', (topic) => {
      const key = typeof topic === 'string' ? watched.get(topic) : undefined;
      if (key === undefined) return;
      watched.delete(topic as string);
      void socket.leave(key);
      this.#options.hub().unwatch(key);
    });
    this.#on(socket, 'disconnect', () => {
      stopListening();
      for (const key of watched.values()) this.#options.hub().unwatch(key);
    });
  }

  /** A client may leave out the acknowledgement or send anything at all: what throws over it ends that client only. */
  #on(socket: LiveSocket, event: 'watch' | 'unwatch' | 'disconnect', handle: (...given: unknown[]) => void): void {
    socket.on(event, (...given: unknown[]) => {
      try {
        handle(...given);
      } catch (error) {
        this.#options.onError?.(error);
        socket.disconnect(true);
      }
    });
  }

  #watch(socket: LiveSocket, watched: Map<string, string>, request: unknown): WatchAnswer {
    if (!isWatchRequest.Check(request)) {
      return { ok: false, code: 'no-such-topic', message: 'watch takes { topic, since }' };
    }
    const known = watched.get(request.topic);
    if (known === undefined && watched.size >= MAX_TOPICS) {
      return { ok: false, code: 'not-allowed', message: `a screen watches at most ${MAX_TOPICS} topics` };
    }
    const hub = this.#options.hub();
    const { key, answer } = hub.watch(socket.data.principal, request as WatchRequest);
    if (key === null) return answer;
    if (known !== undefined) hub.unwatch(known);
    watched.set(request.topic, key);
    void socket.join(key);
    return answer;
  }
}

interface Wire {
  readonly bufferedAmount: number;
  terminate(): void;
  once(event: 'close', listener: () => void): unknown;
}

/** What of a connection Engine.IO does not show in its types. */
interface Connection {
  /** Packets that wait until the WebSocket has taken those before. */
  readonly writeBuffer: readonly { readonly data?: string | Buffer }[];
  readonly transport: { readonly socket?: Wire };
}

const connectionOf = (conn: unknown): Connection => conn as Connection;

/** A goodbye would have to wait for what is clogged, so there is none. */
function cutOffWhenClogged(socket: LiveSocket): void {
  const { writeBuffer, transport } = connectionOf(socket.conn);
  let backlogBytes = transport.socket?.bufferedAmount ?? 0;
  for (const { data } of writeBuffer) backlogBytes += data?.length ?? 0;
  if (backlogBytes > MAX_BACKLOG_BYTES) transport.socket?.terminate();
}
