// Opens a port, so it runs with the heavy tests; it needs no PostgreSQL.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { instant } from '@citybrain/domain';
import { LIVE_PATH, type Frame, type Hello } from '@citybrain/protocol';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { principal } from '../../server/src/access/test-kit/access-fixture.ts';
import { PushedCity, topicOf } from '../../server/src/push/test-kit/screens.ts';
import { SocketIoTransport } from '../../server/src/push/transports/socket-io-transport.ts';

const HELLO: Hello = {
  ...{ protocolVersion: 1, epoch: 'first', mode: 'live', serverTime: instant(0), tickMs: 250, bundle: 'none' },
};

const largeFrame = (): Frame => ({
  ...{ topic: topicOf('measures', 0), epoch: 'first', from: 1, to: 2, asOf: instant(0), sequence: 0 },
  change: { padding: 'x'.repeat(1024 * 1024) } as object,
});

function stopReading(socket: Socket): void {
  const transport = socket.io.engine.transport as unknown as { ws: { _socket: { pause(): void } } };
  transport.ws._socket.pause();
}

describe('a screen that does not take its frames', () => {
  let http: Server;
  let transport: SocketIoTransport;
  let url: string;
  const opened: Socket[] = [];
  beforeEach(async () => {
    http = createServer();
    const { hub } = new PushedCity();
    transport = new SocketIoTransport(http, {
      authenticate: () => Promise.resolve(principal({ role: 'display' })),
      allows: () => true,
      onEnded: () => () => undefined,
      hello: () => HELLO,
      hub: () => hub,
    });
    await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
    url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    for (const socket of opened.splice(0)) socket.disconnect();
    await transport.close();
    http.close();
  });

  async function connect(): Promise<{ socket: Socket; ticks: () => number }> {
    const socket = io(url, { path: LIVE_PATH, transports: ['websocket'], reconnection: false });
    opened.push(socket);
    let ticks = 0;
    socket.on('tick', () => (ticks += 1));
    await new Promise((greeted) => socket.on('hello', greeted));
    await socket.emitWithAck('watch', { topic: topicOf('measures', 0), since: null });
    return { socket, ticks: () => ticks };
  }

  it('[S9] is cut off before it costs much, and delays nobody', async () => {
    const [slow, quick] = [await connect(), await connect()];
    stopReading(slow.socket);
    const frame = largeFrame();
    for (let tick = 1; tick <= 24; tick += 1) {
      transport.sendFrame(`${frame.topic}|wall`, frame);
      transport.sendTick({ asOf: instant(0), sequence: 0, serverTime: instant(0) });
      await expect.poll(quick.ticks, { timeout: 5_000 }).toBe(tick);
    }
    await expect.poll(() => transport.screenCount).toBe(1);
    expect(quick.socket.connected).toBe(true);
  });

  it('[S9] is cut off as well when it asks for snapshot after snapshot between two ticks', async () => {
    const { socket } = await connect();
    stopReading(socket);
    for (let count = 0; count < 40_000; count += 1) {
      socket.emit('watch', { topic: topicOf('measures', 0), since: null }, () => undefined);
    }
    await expect.poll(() => transport.screenCount, { timeout: 8_000 }).toBe(0);
  });

  it('does not keep a stopping server waiting', async () => {
    const { socket } = await connect();
    stopReading(socket);
    transport.sendFrame(`${topicOf('measures', 0)}|wall`, largeFrame());
    const startedAt = performance.now();
    await transport.close();
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});
