import { LIVE_SOCKET_PATH } from '@citybrain/protocol';
import { LiveConnection } from './live-connection.ts';
import { machineClock } from './machine-clock.ts';
import { webSocketTransport, type WebSocketLike } from './web-socket-transport.ts';

export interface ConnectLiveOptions {
  /** Of the server, as in `http://127.0.0.1:3000`. */
  readonly url: string;
  /** An API or display token. Browsers can't send one: there the session of the page counts. */
  readonly token?: string;
}

/** Node's WebSocket takes headers where the browser's takes protocols. */
type SocketWithHeaders = new (address: string, options?: { readonly headers: Record<string, string> }) => WebSocketLike;

/** A connection that is being made, over a plain WebSocket, and that comes back by itself until it is stopped. */
export function connectLive({ url, token }: ConnectLiveOptions): LiveConnection {
  const address = url.replace(/^http/, 'ws').replace(/\/$/, '') + LIVE_SOCKET_PATH;
  const Socket = WebSocket as unknown as SocketWithHeaders;
  const connect = (): WebSocketLike =>
    token === undefined ? new Socket(address) : new Socket(address, { headers: { authorization: `Bearer ${token}` } });
  const connection = new LiveConnection({
    ...{ transport: webSocketTransport(connect), clock: machineClock, random: Math.random },
  });
  connection.start();
  return connection;
}
