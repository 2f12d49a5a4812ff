import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

/** What is open on an HTTP server, upgraded or not, so that a stop can be polite first and final then. */
export class OpenConnections {
  readonly #sockets = new Set<Duplex>();
  readonly #responses = new Set<ServerResponse>();

  constructor(server: Server) {
    const keep = (socket: Duplex): void => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    };
    server.on('connection', keep);
    server.on('upgrade', (_request: IncomingMessage, socket: Duplex) => keep(socket));
    server.on('request', (_request, response) => {
      this.#responses.add(response);
      response.once('close', () => this.#responses.delete(response));
    });
  }

  /** Resolves when each request that is being answered now has its answer, or after `patienceMs`. */
  async answered(patienceMs: number): Promise<void> {
    await closed([...this.#responses], patienceMs);
  }

  /** Ends every connection at once, whatever it is in the middle of. */
  destroy(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}

/** Close code of WebSockets whose server stops. */
const GOING_AWAY = 1001;

/** Says goodbye to WebSockets; resolves when all have said it back, or after `patienceMs`. */
export async function sayGoingAway(sockets: Iterable<WebSocket>, patienceMs: number): Promise<void> {
  const told = [...sockets];
  const gone = closed(told, patienceMs);
  for (const socket of told) {
    // A paused socket would never read the answer.
    socket.resume();
    socket.close(GOING_AWAY, 'the server is stopping');
  }
  await gone;
}

interface Closing {
  once(event: 'close', listener: () => void): unknown;
}

async function closed(things: readonly Closing[], patienceMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const outOfPatience = new Promise((resolve) => (timer = setTimeout(resolve, patienceMs)));
  await Promise.race([
    Promise.all(things.map((thing) => new Promise<void>((resolve) => thing.once('close', resolve)))),
    outOfPatience,
  ]);
  clearTimeout(timer);
}
