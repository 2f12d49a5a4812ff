// Opens a port, so it runs with the heavy tests; it needs no PostgreSQL.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { instant } from '@citybrain/domain';
import { LIVE_PATH, type Hello } from '@citybrain/protocol';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Principal } from '../../access/principal.ts';
import { principal } from '../../access/test-kit/access-fixture.ts';
import { PushedCity, topicOf } from '../test-kit/screens.ts';
import { SocketIoTransport } from './socket-io-transport.ts';

const HELLO: Hello = {
  ...{ protocolVersion: 1, epoch: 'first', mode: 'live', serverTime: instant(0), tickMs: 250, bundle: 'none' },
};
const TOPIC = topicOf('measures', 0);

/** What a client can write that a well-behaved library would not: Socket.IO's own packets as text. */
interface Wire {
  readonly socket: WebSocket;
  readonly received: string[];
}

let http: Server;
let transport: SocketIoTransport;
let city: PushedCity;
let who: Principal;
let hubFails: boolean;
const opened: WebSocket[] = [];

beforeEach(async () => {
  http = createServer();
  city = new PushedCity();
  who = principal({ role: 'display' });
  hubFails = false;
  transport = new SocketIoTransport(http, {
    authenticate: () => Promise.resolve(who),
    onEnded: () => () => undefined,
    hello: () => HELLO,
    allows: ({ role }) => role !== 'feed',
    hub: () => {
      if (hubFails) throw new Error('the hub is broken');
      return city.hub;
    },
  });
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
});
afterEach(async () => {
  for (const socket of opened.splice(0)) socket.terminate();
  await transport.close();
  http.close();
});

async function connect(): Promise<Wire> {
  const { port } = http.address() as AddressInfo;
  const socket = new WebSocket(`ws://127.0.0.1:${port}${LIVE_PATH}/?EIO=4&transport=websocket`);
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
  socket.send(`427${JSON.stringify(['watch', { topic: TOPIC, since: null }])}`);
  await expect.poll(() => received.slice(before).find((packet) => packet.startsWith('437'))).toContain('"ok":true');
}

describe('a connection of one who may watch nothing', () => {
  it('[A4] is refused, and hears nothing of the city', async () => {
    who = principal({ role: 'feed', feed: '*' });
    const { received } = await connect();
    transport.sendTick({ asOf: instant(0), sequence: 0, serverTime: instant(0) });
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
    '421["watch",{"topic":{"toString":null},"since":null}]',
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
        fc.constantFrom('watch', 'unwatch'),
        fc.array(fc.oneof(fc.jsonValue(), fc.record({ topic: fc.jsonValue(), since: fc.jsonValue() })), {
          maxLength: 3,
        }),
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
    hubFails = true;
    const closed = new Promise((resolve) => odd.socket.once('close', resolve));
    odd.socket.send(`421${JSON.stringify(['watch', { topic: TOPIC, since: null }])}`);
    await closed;
    hubFails = false;
    await expectAnswers(other);
  });
});
