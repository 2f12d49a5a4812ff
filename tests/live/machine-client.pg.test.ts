/** Programs over `WS /api/v1/live`: the documented example, and what a client gets that may not, or says odd things. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RegionId } from '@citybrain/domain';
import { connectLive, type LiveConnection } from '@citybrain/live-client';
import { LIVE_SOCKET_PATH, topicName } from '@citybrain/protocol';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { compose, type CityServer } from '../../server/src/compose.ts';
import { readConfig } from '../../server/src/config.ts';
import { openTestStore, type TestStore } from '../../server/src/log/store/test-store.ts';

const DISTRICT = 'nbs:370203000000' as RegionId;
const EXAMPLE = 'packages/live-client/examples/open-tickets.ts';

let store: TestStore;
let server: CityServer;
let url: string;
let directory: string;
let feedToken: string;
let posted = 0;
const opened: (LiveConnection | WebSocket)[] = [];

beforeAll(async () => {
  store = await openTestStore();
  directory = await mkdtemp(join(tmpdir(), 'citybrain-machine-'));
  const environment = { DATABASE_URL: store.databaseUrl, CITYBRAIN_DATA: directory, PORT: '0', CITYBRAIN_DEMO: '0' };
  server = await compose({ config: readConfig(environment, directory) });
  url = await server.listen();
  feedToken = await token('feed');
});
afterEach(() => {
  for (const one of opened.splice(0)) if ('terminate' in one) one.terminate(); else one.stop(); // prettier-ignore
});
afterAll(async () => {
  await server.close();
  await store.close();
  await rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
});

async function token(kind: 'feed' | 'api' | 'display'): Promise<string> {
  const feed = kind === 'feed' ? 'test' : null;
  const made = await server.accounts.tokens.create({ kind, name: `${kind} ${posted}`, scope: null, feed }, null);
  if (!made.ok) throw new Error(made.refusal.message);
  return made.value.secret;
}

async function postTicket(): Promise<void> {
  posted += 1;
  const ticket = { kind: 'ticket', id: `t${posted}`, title: '路灯不亮', reportedAt: new Date().toISOString() };
  const answer = await fetch(`${url}/api/v1/feeds/test/items`, {
    method: 'POST',
    headers: { authorization: `Bearer ${feedToken}`, 'content-type': 'application/json' },
    body: JSON.stringify([ticket]),
  });
  expect(await answer.json()).toMatchObject({ accepted: 1 });
}

function openSocket(secret: string): WebSocket {
  const socket = new WebSocket(url.replace('http', 'ws') + LIVE_SOCKET_PATH, {
    headers: { authorization: `Bearer ${secret}` },
  });
  opened.push(socket);
  return socket;
}

/** A socket and what it hears. */
async function listen(secret: string): Promise<{ socket: WebSocket; heard: [string, Record<string, unknown>][] }> {
  const socket = openSocket(secret);
  const heard: [string, Record<string, unknown>][] = [];
  socket.on('message', (text: Buffer) => heard.push(JSON.parse(text.toString()) as (typeof heard)[number]));
  await expect.poll(() => heard[0]?.[0]).toBe('hello');
  return { socket, heard };
}

describe('a program that watches', () => {
  it('[S17] is the example of the documentation, which prints what is open, and again when that changes', async () => {
    const document = await readFile('docs/live-protocol.md', 'utf8');
    expect(document).toContain((await readFile(EXAMPLE, 'utf8')).trim());
    const program = spawn(process.execPath, [EXAMPLE, url, await token('api'), DISTRICT]);
    let printed = '';
    program.stdout.on('data', (text: Buffer) => (printed += text.toString()));
    try {
      await expect.poll(() => printed).toContain(`open: ${posted}, overdue: 0`);
      await postTicket();
      await expect.poll(() => printed).toContain(`open: ${posted}, overdue: 0`);
    } finally {
      program.kill();
    }
  });

  it('[S17] holds the same rows as a screen does, with the same client', async () => {
    const connection = connectLive({ url, token: await token('api') });
    opened.push(connection);
    let rows: string[] | undefined;
    connection.watch('tickets', DISTRICT, ({ replica }) => {
      rows = replica ? [...replica.rows.values()].map(({ title }) => title ?? '') : undefined;
    });
    await postTicket();
    await expect.poll(() => rows?.length).toBe(posted);
    expect(rows?.at(-1)).toBe('路灯不亮');
  });

  it('[A2] sees with the token of a wall what a wall sees', async () => {
    await postTicket();
    const { socket, heard } = await listen(await token('display'));
    socket.send(JSON.stringify(['watch', { id: 1, topic: topicName('tickets', DISTRICT), since: null }]));
    await expect.poll(() => heard.find(([name]) => name === 'answer')?.[1]).toMatchObject({ ok: true });
    expect(JSON.stringify(heard)).not.toContain('路灯不亮');
  });
});

describe('a connection', () => {
  it.each([
    ['without a good token', 'cba_wrong', 401],
    ['with the token of a feed', 'feed', 403],
  ])('[A1] %s is refused before it is made', async (_, secret, status) => {
    const socket = openSocket(secret === 'feed' ? feedToken : secret);
    const refused = await new Promise<Error>((resolve) => socket.once('error', resolve));
    expect(refused.message).toContain(String(status));
  });

  it('[S10] that says odd things is answered, and others are not harmed', async () => {
    const [odd, other] = [await listen(await token('api')), await listen(await token('api'))];
    for (const text of [
      '',
      'x',
      '{}',
      'null',
      '[]',
      '["watch"]',
      '["toString",{}]',
      '[null,null]',
      '["pace",{"everyMs":-1}]',
    ]) {
      odd.socket.send(text); // prettier-ignore
    }
    odd.socket.send(Buffer.from([1, 2, 3]), { binary: true });
    await expect.poll(() => odd.heard.filter(([name]) => name === 'answer').length).toBe(10);
    expect(odd.heard.filter(([name]) => name === 'answer').every(([, { code }]) => code === 'bad-request')).toBe(true);
    other.socket.send(JSON.stringify(['watch', { id: 5, topic: topicName('measures', DISTRICT), since: null }]));
    await expect.poll(() => other.heard.find(([name]) => name === 'answer')?.[1]).toMatchObject({ id: 5, ok: true });
  });

  it('[S9] is cut off when it sends more than a message can be', async () => {
    const { socket } = await listen(await token('api'));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.send('x'.repeat(70 * 1024));
    await closed;
  });

  it('hears that its token was revoked, and is closed', async () => {
    const made = await server.accounts.tokens.create({ kind: 'api', name: 'leaver', scope: null, feed: null }, null);
    if (!made.ok) throw new Error(made.refusal.message);
    const { socket, heard } = await listen(made.value.secret);
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    await server.accounts.tokens.revoke(made.value.token.id);
    expect(await closed).toBe(4401);
    expect(heard.at(-1)).toEqual(['ended', { code: 'revoked' }]);
  });
});
