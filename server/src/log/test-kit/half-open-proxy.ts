import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type NetConnectOpts, type Socket } from 'node:net';

/** Stands between a server and PostgreSQL, and can fall silent without closing anything, as a cut cable does. */
export interface HalfOpenProxy {
  /** Of the database, by way of the proxy. */
  readonly databaseUrl: string;
  fallSilent(): void;
  close(): Promise<void>;
}

export async function halfOpenProxy(databaseUrl: string): Promise<HalfOpenProxy> {
  const sockets = new Set<Socket>();
  let isSilent = false;
  const server = createServer((near) => {
    const far = connect(addressOf(databaseUrl));
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (chunk) => isSilent || to.write(chunk));
      from.on('close', () => isSilent || to.destroy());
      from.on('error', () => isSilent || to.destroy());
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    databaseUrl: through(databaseUrl, (server.address() as AddressInfo).port),
    fallSilent() {
      isSilent = true;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function addressOf(databaseUrl: string): NetConnectOpts {
  const url = new URL(databaseUrl);
  const directory = url.searchParams.get('host');
  const port = url.port || '5432';
  return directory ? { path: `${directory}/.s.PGSQL.${port}` } : { host: url.hostname, port: Number(port) };
}

function through(databaseUrl: string, port: number): string {
  const url = new URL(databaseUrl);
  url.searchParams.delete('host');
  url.hostname = '127.0.0.1';
  url.port = String(port);
  return url.href;
}
