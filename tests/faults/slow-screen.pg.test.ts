// Opens a port, so it runs with the heavy tests; it needs no PostgreSQL.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LIVE_PATH, type Tick, type WatchAnswer } from '@citybrain/protocol';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { principal } from '../../server/src/access/test-kit/access-fixture.ts';
import { AdmissionGate } from '../../server/src/push/admission-gate.ts';
import { CLOGGED_BYTES } from '../../server/src/push/audience.ts';
import type { Screen } from '../../server/src/push/screen.ts';
import { PushedCity, topicOf } from '../../server/src/push/test-kit/screens.ts';
import { SocketIoTransport } from '../../server/src/push/transports/socket-io-transport.ts';

const TICKETS = topicOf('tickets', 0);
const ROWS = 1_500;
/** A tick in which every row changed. */
const TICK_BYTES = 1024 * 1024;

const wireOf = (socket: Socket): { pause(): void; resume(): void } =>
  (socket.io.engine.transport as unknown as { ws: { _socket: { pause(): void; resume(): void } } }).ws._socket;

interface Connected {
  readonly socket: Socket;
  readonly ticks: Tick[];
}

describe('a screen that does not take its frames', () => {
  let http: Server;
  let transport: SocketIoTransport;
  let city: PushedCity;
  let url: string;
  const joined: Screen[] = [];
  const opened: Socket[] = [];
  beforeEach(async () => {
    http = createServer();
    city = new PushedCity();
    const { audience } = city;
    const join = audience.join.bind(audience);
    audience.join = (...given) => {
      const screen = join(...given);
      joined.push(screen);
      return screen;
    };
    transport = new SocketIoTransport(http, {
      authenticate: () => Promise.resolve(principal({ role: 'display' })),
      allows: () => true,
      onEnded: () => () => undefined,
      audience: () => audience,
      gate: new AdmissionGate({
        monotonicMs: () => performance.now(),
        after: (delayMs, action) => void setTimeout(action, delayMs),
      }),
    });
    await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
    url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    joined.splice(0);
    for (const socket of opened.splice(0)) socket.disconnect();
    await transport.close();
    http.close();
  });

  async function connect(): Promise<Connected> {
    // Deflated, the same rows again and again would be too little to clog anything.
    const options = { path: LIVE_PATH, transports: ['websocket'], reconnection: false, perMessageDeflate: false };
    const socket = io(url, options as unknown as Partial<ManagerOptions & SocketOptions>);
    opened.push(socket);
    const ticks: Tick[] = [];
    socket.on('tick', (tick: Tick) => ticks.push(tick));
    await new Promise((greeted) => socket.on('hello', greeted));
    const answered = new Promise<WatchAnswer>((resolve) => socket.on('answer', resolve));
    socket.emit('watch', { id: 1, topic: TICKETS, since: null });
    await answered;
    return { socket, ticks };
  }

  /** Every ticket changes, then a tick goes out. */
  function changeAll(round: number): void {
    for (let id = 0; id < ROWS; id += 1) {
      city.play({ do: 'ticket', id, region: 3, reported: 1, finish: [null, null], due: round * 60 + 1_000, words: 0 });
    }
    city.city.wait(1, () => undefined);
    city.tick();
  }

  const lastRevision = ({ ticks }: Connected): number | undefined =>
    ticks.findLast(({ frames }) => frames.length > 0)?.frames.at(-1)?.to;

  it('[S9] costs a bounded backlog, delays nobody, and is current again with one merged frame when it reads on', async () => {
    const [slow, quick] = [await connect(), await connect()];
    wireOf(slow.socket).pause();
    let mostBacklog = 0;
    for (let round = 1; round <= 30; round += 1) {
      changeAll(round);
      await expect.poll(() => quick.ticks.length, { timeout: 5_000 }).toBeGreaterThanOrEqual(round);
      mostBacklog = Math.max(mostBacklog, joined[0]!.wire.backlogBytes);
    }
    expect(city.audience.behindCount).toBe(1);
    expect(mostBacklog).toBeGreaterThan(CLOGGED_BYTES);
    expect(mostBacklog).toBeLessThan(CLOGGED_BYTES + 2 * TICK_BYTES);
    const read = slow.ticks.length;
    wireOf(slow.socket).resume();
    await expect
      .poll(
        () => {
          city.tick(1_000);
          return lastRevision(slow) === lastRevision(quick);
        },
        { timeout: 10_000 },
      )
      .toBe(true);
    expect(slow.ticks.length - read).toBeLessThan(30);
    expect(city.audience.behindCount).toBe(0);
  });

  it('[S9] is cut off when it asks for snapshot after snapshot and takes none', async () => {
    changeAll(1);
    const { socket } = await connect();
    wireOf(socket).pause();
    for (let id = 0; id < 5_000; id += 1) socket.emit('watch', { id, topic: TICKETS, since: null });
    await expect.poll(() => city.audience.screenCount, { timeout: 8_000 }).toBe(0);
  });

  it('does not keep a stopping server waiting', async () => {
    const { socket } = await connect();
    wireOf(socket).pause();
    for (let round = 1; round <= 20; round += 1) changeAll(round);
    let isClosed = false;
    city.audience.end({ code: 'stopping' });
    void transport.close().then(() => (isClosed = true));
    await expect.poll(() => isClosed, { timeout: 10_000 }).toBe(true);
  });
});
