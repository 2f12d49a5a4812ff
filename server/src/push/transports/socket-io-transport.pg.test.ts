// Opens a port, so it runs with the heavy tests; it needs no PostgreSQL.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LIVE_PATH } from '@citybrain/protocol';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket, type ClientOptions } from 'ws';
import type { Principal } from '../../access/principal.ts';
import { principal } from '../../access/test-kit/access-fixture.ts';
import { AdmissionGate } from '../admission-gate.ts';
import { PushedCity, topicOf } from '../test-kit/screens.ts';
import { SocketIoTransport } from './socket-io-transport.ts';

const TOPIC = topicOf('measures', 0);
const TICKET = { do: 'ticket', region: 3, reported: 1, finish: [null, null], due: null, words: 0 } as const;

const bytesOf = (socket: WebSocket): number =>
  (socket as unknown as { readonly _socket: { readonly bytesRead: number } })._socket.bytesRead;

/** What a client can write that a well-behaved library would not: Socket.IO's own packets as text. */
interface Wire {
  readonly socket: WebSocket;
  readonly received: string[];
}

let http: Server;
let transport: SocketIoTransport;
let city: PushedCity;
let who: Principal;
let gate: AdmissionGate;
let end: (why: 'revoked' | 'expired') => void;
let errors: unknown[];
const opened: WebSocket[] = [];

beforeEach(async () => {
  http = createServer();
  errors = [];
  city = new PushedCity((error) => errors.push(error));
  who = principal({ role: 'display' });
  gate = new AdmissionGate({
    ...{ monotonicMs: () => performance.now(), perSecond: 20, longestWaitMs: 0 },
    after: (delayMs, action) => void setTimeout(action, delayMs),
  });
  transport = new SocketIoTransport(http, {
    authenticate: () => Promise.resolve(who),
    onEnded: (_, listener) => {
      end = listener;
      return () => undefined;
    },
    audience: () => city.audience,
    gate,
    allows: ({ role }) => role !== 'feed',
  });
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
});
afterEach(async () => {
  for (const socket of opened.splice(0)) socket.terminate();
  await transport.close();
  http.close();
});

async function connect(options: ClientOptions = {}): Promise<Wire> {
  const { port } = http.address() as AddressInfo;
  const socket = new WebSocket(`ws://127.0.0.1:${port}${LIVE_PATH}/?EIO=4&transport=websocket`, options);
  opened.push(socket);
  const received: string[] = [];
  socket.on('message', (packet: Buffer) => received.push(packet.toString()));
  await expect.poll(() => received[0]).toMatch(/^0/);
  socket.send('40{}');
  await expect.poll(() => received[1]).toMatch(/^4[04]/);
  return { socket, received };
}

async function expectAnswers({ socket, received }: Wire): Promise<void> {
  const before = received.length;
  socket.send(`42${JSON.stringify(['watch', { id: 7, topic: TOPIC, since: null }])}`);
  await expect.poll(() => received.slice(before).find((packet) => packet.includes('"id":7'))).toContain('"ok":true');
}

describe('a connection of one who may watch nothing', () => {
  it('[A4] is refused, and hears nothing of the city', async () => {
    who = principal({ role: 'feed', feed: '*' });
    const { received } = await connect();
    city.audience.tick(250);
    who = principal({ role: 'display' });
    await expectAnswers(await connect());
    expect(received.slice(1)).toEqual(['44{"message":"not-allowed"}']);
  });
});

describe('a screen that sends odd things', () => {
  it.each([
    '42["unwatch",{"toString":null}]',
    '42["unwatch",[{"toString":null}]]',
    '42["unwatch"]',
    '42["watch",{"toString":null}]',
    '421["watch",{"id":1,"topic":{"toString":null},"since":null}]',
    '42["pace",{"everyMs":{"toString":null}}]',
    '42["error",{"toString":null}]',
  ])('harms neither the server nor another screen with %s', async (packet) => {
    const [odd, other] = [await connect(), await connect()];
    await expectAnswers(odd);
    odd.socket.send(packet);
    await expectAnswers(odd);
    await expectAnswers(other);
  });

  it('harms nobody whatever the value', async () => {
    const [odd, other] = [await connect(), await connect()];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('watch', 'unwatch', 'pace', 'hello'),
        fc.array(
          fc.oneof(
            fc.jsonValue(),
            fc.record({ id: fc.jsonValue(), topic: fc.jsonValue(), since: fc.jsonValue(), everyMs: fc.jsonValue() }),
          ),
          {
            maxLength: 3,
          },
        ),
        fc.constantFrom('', '1'),
        (event, given, acknowledgement) => {
          odd.socket.send(`42${acknowledgement}${JSON.stringify([event, ...given])}`);
          return Promise.resolve();
        },
      ),
      { numRuns: 500 },
    );
    await expectAnswers(odd);
    await expectAnswers(other);
  });

  it('is cut off alone when its message breaks the handler', async () => {
    const [odd, other] = [await connect(), await connect()];
    const { hub } = city;
    const watch = hub.watch.bind(hub);
    hub.watch = () => {
      throw new Error('the hub is broken');
    };
    const closed = new Promise((resolve) => odd.socket.once('close', resolve));
    odd.socket.send(`42${JSON.stringify(['watch', { id: 1, topic: TOPIC, since: null }])}`);
    await closed;
    hub.watch = watch;
    await expectAnswers(other);
    expect(errors).toHaveLength(1);
  });
});

describe('a connection', () => {
  it('hears what it is sent in the order in which it was sent, greeting first', async () => {
    const { socket, received } = await connect();
    socket.send(`42${JSON.stringify(['watch', { id: 7, topic: TOPIC, since: null }])}`);
    await expect.poll(() => received.length).toBe(4);
    city.audience.tick(250);
    await expect.poll(() => received.length).toBe(5);
    expect(received.slice(2).map((packet) => /^42\["(\w+)"/.exec(packet)?.[1])).toEqual(['hello', 'answer', 'tick']);
  });

  it('[S6] that can inflate is sent a large tick deflated, and one that can not as it is; both read the same', async () => {
    const read: { extensions: string; text: string; bytes: number }[] = [];
    for (const perMessageDeflate of [true, false]) {
      const wire = await connect({ perMessageDeflate });
      wire.socket.send(`42${JSON.stringify(['watch', { id: 7, topic: topicOf('tickets', 0), since: null }])}`);
      await expect.poll(() => wire.received.some((packet) => packet.includes('"id":7'))).toBe(true);
      city.audience.tick(250);
      await expect.poll(() => wire.received.at(-1)).toContain('"tick"');
      for (let id = 0; id < 50; id += 1) city.play({ ...TICKET, id });
      const before = bytesOf(wire.socket);
      const heard = wire.received.length;
      city.audience.tick(250);
      await expect.poll(() => wire.received.length).toBeGreaterThan(heard);
      const text = wire.received.at(-1) ?? '';
      read.push({ extensions: wire.socket.extensions, text, bytes: bytesOf(wire.socket) - before });
      for (let id = 0; id < 50; id += 1) city.play({ ...TICKET, id, finish: [null, 0] });
      city.city.wait(1, () => undefined);
      wire.socket.terminate();
    }
    const [deflated, plain] = read;
    expect([deflated?.extensions, plain?.extensions]).toEqual(['permessage-deflate', '']);
    expect(deflated?.text.length).toBeGreaterThan(2_048);
    expect(deflated?.bytes).toBeLessThan((deflated?.text.length ?? 0) / 2);
    expect(plain?.bytes).toBeGreaterThan(plain?.text.length ?? 0);
  });

  it('[S14] is turned away while too many connect, and let in later', async () => {
    await Promise.all(Array.from({ length: 10 }, () => gate.enter()));
    const { port } = http.address() as AddressInfo;
    const socket = new WebSocket(`ws://127.0.0.1:${port}${LIVE_PATH}/?EIO=4&transport=websocket`);
    opened.push(socket);
    const refused = await new Promise<Error>((resolve) => socket.once('error', resolve));
    expect(refused.message).toContain('400');
    await new Promise((resolve) => setTimeout(resolve, 200));
    await expectAnswers(await connect());
  });

  it('is told when its session or token ends, and closed', async () => {
    const { socket, received } = await connect();
    await expect.poll(() => received.length).toBe(3);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    end('revoked');
    await closed;
    expect(received).toContain('42["ended",{"code":"revoked"}]');
    expect(city.audience.screenCount).toBe(0);
  });

  it('is ended when the server stops', async () => {
    const { socket, received } = await connect();
    await expect.poll(() => received.length).toBe(3);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    city.audience.end({ code: 'stopping' });
    await transport.close();
    await closed;
    expect(received).toContain('42["ended",{"code":"stopping"}]');
  });
});
