import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LIVE_PATH } from '@citybrain/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { compose, type CityServer } from './compose.ts';
import { readConfig } from './config.ts';
import { openTestStore, type TestStore } from './log/store/test-store.ts';

/** Far beyond the graces of a stop, far below the minute after which the process gives up. */
const STOP_WITHIN_MS = 10_000;

let store: TestStore;
let server: CityServer;
let url: URL;
let secret: string;
let directory: string;
const opened: { destroy(): void }[] = [];

beforeEach(async () => {
  store = await openTestStore();
  directory = mkdtempSync(join(tmpdir(), 'citybrain-stop-'));
  const environment = { DATABASE_URL: store.databaseUrl, CITYBRAIN_DATA: directory, PORT: '0', CITYBRAIN_DEMO: '0' };
  server = await compose({ config: readConfig(environment, directory) });
  url = new URL(await server.listen());
  const made = await server.accounts.tokens.create({ kind: 'feed', name: 'f', scope: null, feed: 'f' }, null);
  if (!made.ok) throw new Error(made.refusal.message);
  secret = made.value.secret;
});
afterEach(async () => {
  for (const each of opened.splice(0)) each.destroy();
  await server.close();
  await store.close();
  rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
});

/** Writes after a request that is complete, and resolves when that is answered: then the rest has been seen as well. */
async function openSocket(written: string): Promise<{ readonly socket: Socket; readonly answered: () => string }> {
  const socket = connect(Number(url.port), url.hostname);
  opened.push(socket);
  let answered = '';
  socket.on('error', () => undefined);
  socket.on('data', (read: Buffer) => (answered += read.toString()));
  socket.write(`GET /api/v1/nothing HTTP/1.1\r\nhost: ${url.host}\r\n\r\n${written}`);
  await expect.poll(() => answered).toMatch(/^HTTP\/1\.1 4/);
  return { socket, answered: () => answered };
}

async function openWebSocket(path: string): Promise<WebSocket> {
  const socket = new WebSocket(`ws://${url.host}${path}`, { headers: { authorization: `Bearer ${secret}` } });
  opened.push({ destroy: () => socket.terminate() });
  await new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return socket;
}

const post = (length: number): string =>
  `POST /api/v1/feeds/f/items HTTP/1.1\r\nhost: ${url.host}\r\nauthorization: Bearer ${secret}\r\n` +
  `content-type: application/json\r\ncontent-length: ${length}\r\n\r\n`;

async function expectToStop(): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => (timer = setTimeout(resolve, STOP_WITHIN_MS, 'still open')));
  expect(await Promise.race([server.close().then(() => 'stopped'), late])).toBe('stopped');
  clearTimeout(timer);
}

describe('a live connection', () => {
  it('[A4] is refused to a feed token', async () => {
    const socket = await openWebSocket(`${LIVE_PATH}/?EIO=4&transport=websocket`);
    const received: string[] = [];
    socket.on('message', (packet: Buffer) => received.push(packet.toString()));
    socket.send(`40${JSON.stringify({ token: secret })}`);
    await expect.poll(() => received.find((packet) => packet.startsWith('4'))).toBe('44{"message":"not-allowed"}');
  });
});

describe('a server that stops', () => {
  it('tells idle feed streams that it goes away', async () => {
    const socket = await openWebSocket('/api/v1/feeds/f/stream');
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    await expectToStop();
    expect(await closed).toBe(1001);
  });

  it('does not wait for a feed stream that no longer reads', async () => {
    const socket = await openWebSocket('/api/v1/feeds/f/stream');
    socket.pause();
    await expectToStop();
  });

  it('does not wait for a screen that never says who it is', async () => {
    const socket = await openWebSocket(`${LIVE_PATH}/?EIO=4&transport=websocket`);
    socket.pause();
    await expectToStop();
  });

  it.each<[string, () => string]>([
    ['a half-sent header', () => 'POST /api/v1/feeds/f/items HTTP/1.1\r\nhost: '],
    ['a stalled body', () => `${post(1_000)}[`],
    ['a connection that is kept alive', () => ''],
  ])('does not wait for %s', async (_, written) => {
    await openSocket(written());
    await expectToStop();
  });

  it('answers requests that were on their way', async () => {
    const { socket, answered } = await openSocket(`${post(2)}[`);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    const stopped = expectToStop();
    socket.write(']');
    await stopped;
    await closed;
    expect(answered()).toContain('HTTP/1.1 200 ');
  });
});
