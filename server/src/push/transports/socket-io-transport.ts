import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { LIVE_PATH, type Ended } from '@citybrain/protocol';
import { Server, type Socket } from 'socket.io';
import type { WebSocket } from 'ws';
import type { Principal } from '../../access/principal.ts';
import type { AdmissionGate } from '../admission-gate.ts';
import type { Audience } from '../audience.ts';
import { messageOf, type Message } from '../message.ts';
import { receive } from '../screen-messages.ts';
import type { Wire } from '../wire.ts';
import { canInflate, DEFLATE, writeFrame } from './write-frame.ts';

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
  readonly audience: () => Audience;
  readonly gate: AdmissionGate;
  /** Whether the principal may open a connection at all. */
  readonly allows: (principal: Principal) => boolean;
}

interface SocketState {
  readonly principal: Principal;
}
type AnyEvents = Record<string, (...given: unknown[]) => void>;
type LiveServer = Server<AnyEvents, AnyEvents, Record<string, never>, SocketState>;
type LiveSocket = Socket<AnyEvents, AnyEvents, Record<string, never>, SocketState>;

/** How long a stopping server waits for screens to take their goodbye. */
const GOODBYE_MS = 2_000;

/** Screens over Socket.IO at `/live`, WebSocket only. */
export class SocketIoTransport {
  readonly #server: LiveServer;
  readonly #options: SocketIoTransportOptions;
  /** Also those that were told to go and have not gone yet. */
  readonly #open = new Set<WebSocket>();

  constructor(http: HttpServer, options: SocketIoTransportOptions) {
    this.#options = options;
    this.#server = new Server(http, {
      path: LIVE_PATH,
      transports: ['websocket'],
      serveClient: false,
      destroyUpgrade: false,
      maxHttpBufferSize: 64 * 1024,
      perMessageDeflate: DEFLATE,
      pingInterval: 30_000,
      // Silence is found out by the ticks; a page that hangs for a moment keeps its connection.
      pingTimeout: 30_000,
      allowRequest: (request: IncomingMessage, answer) => {
        void options.gate.enter(() => request.socket.destroyed).then((isIn) => answer(isIn ? null : 'busy', isIn));
      },
    });
    this.#server.use((socket, next) => {
      void this.#admit(socket).then(
        () => next(),
        (error: unknown) => next(error instanceof Error ? error : new Error('not-signed-in')),
      );
    });
    this.#server.on('connection', (socket) => this.#connected(socket));
  }

  /** Ends every connection that is left; the HTTP server and what else is connected to it stay as they are. */
  async close(): Promise<void> {
    const left = [...this.#open];
    const gone = left.map((socket) => new Promise<void>((resolve) => socket.once('close', () => resolve())));
    const outOfPatience = setTimeout(() => {
      for (const socket of left) socket.terminate();
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
    const audience = this.#options.audience();
    const webSocket = connectionOf(socket.conn).transport.socket;
    if (webSocket) {
      this.#open.add(webSocket);
      webSocket.once('close', () => this.#open.delete(webSocket));
    }
    const wire = new EngineWire(socket);
    const screen = audience.join(principal, wire);
    const stopListening = this.#options.onEnded(principal, (why) => wire.end({ code: why }));
    socket.onAny((name: unknown, body: unknown) => receive(audience, screen, name, body));
    socket.on('disconnect', () => {
      stopListening();
      audience.leave(screen);
    });
  }
}

/** What of a connection Engine.IO does not show in its types. */
interface Connection {
  /** Packets that wait until the WebSocket has taken those before. */
  readonly writeBuffer: readonly { readonly data?: string | Buffer }[];
  readonly transport: { readonly socket?: WebSocket };
  write(packet: string): void;
}

const connectionOf = (conn: unknown): Connection => conn as Connection;

/** A message as Engine.IO's and Socket.IO's packet of an event: `4` and `2`, without an acknowledgement. */
const EVENT = '2';
const PACKET = `4${EVENT}`;

/**
 * Writes ready bytes to the WebSocket below Socket.IO (decision 0017): what a cohort
 * is sent is made once, and passes no queue, emitter or encoder for each screen.
 */
class EngineWire implements Wire {
  readonly #socket: LiveSocket;
  readonly #connection: Connection;
  readonly #canInflate: boolean;

  constructor(socket: LiveSocket) {
    this.#socket = socket;
    this.#connection = connectionOf(socket.conn);
    const { transport } = this.#connection;
    this.#canInflate = transport.socket !== undefined && canInflate(transport.socket);
  }

  get backlogBytes(): number {
    const { writeBuffer, transport } = this.#connection;
    let bytes = transport.socket?.bufferedAmount ?? 0;
    for (const { data } of writeBuffer) bytes += data?.length ?? 0;
    return bytes;
  }

  send(message: Message): void {
    const { writeBuffer, transport } = this.#connection;
    // Behind whatever Engine.IO has not handed on yet, so that the order stays.
    if (writeBuffer.length > 0 || !transport.socket) this.#connection.write(EVENT + message.text);
    else writeFrame(transport.socket, message.frame(PACKET, this.#canInflate));
  }

  cut(): void {
    this.#connection.transport.socket?.terminate();
  }

  end(why: Ended): void {
    this.send(messageOf('ended', why));
    this.#socket.disconnect(true);
  }
}
