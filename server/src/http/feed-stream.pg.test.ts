import { tmpdir } from 'node:os';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { compose, type CityServer } from '../compose.ts';
import { readConfig } from '../config.ts';
import { openTestStore, type TestStore } from '../log/store/test-store.ts';

let store: TestStore;
let server: CityServer;
let url: string;
let directory: string;

beforeAll(async () => {
  store = await openTestStore();
  directory = mkdtempSync(join(tmpdir(), 'citybrain-stream-'));
  const environment = { DATABASE_URL: store.databaseUrl, CITYBRAIN_DATA: directory, PORT: '0', CITYBRAIN_DEMO: '0' };
  server = await compose({ config: readConfig(environment, directory) });
  url = (await server.listen()).replace('http', 'ws');
});
afterAll(async () => {
  await server.close();
  await store.close();
  rmSync(directory, { recursive: true, force: true });
});

async function newToken(feed: string): Promise<{ id: string; secret: string }> {
  const made = await server.accounts.tokens.create({ kind: 'feed', name: feed, scope: null, feed }, null);
  if (!made.ok) throw new Error(made.refusal.message);
  return { id: made.value.token.id, secret: made.value.secret };
}

interface Stream {
  readonly socket: WebSocket;
  readonly answers: { readonly message: number; readonly accepted?: number; readonly code?: string }[];
}

/** @throws Error with the HTTP status when the upgrade is refused */
async function openStream(feed: string, secret: string): Promise<Stream> {
  const headers = secret ? { authorization: `Bearer ${secret}` } : {};
  const socket = new WebSocket(`${url}/api/v1/feeds/${feed}/stream`, { headers });
  const answers: Stream['answers'] = [];
  socket.on('message', (data: Buffer) => answers.push(JSON.parse(data.toString()) as Stream['answers'][number]));
  await new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return { socket, answers };
}

const REPORTED_AT = new Date(Date.now() - 60_000).toISOString();
const ticket = (id: string): object => ({ kind: 'ticket', id, title: id, reportedAt: REPORTED_AT });

describe('a feed stream', () => {
  it('answers each message in order, whatever it holds', async () => {
    const { secret } = await newToken('stream');
    const { socket, answers } = await openStream('stream', secret);
    socket.send(JSON.stringify(ticket('a')));
    socket.send(JSON.stringify([ticket('b'), ticket('c'), {}]));
    socket.send(`${JSON.stringify(ticket('d'))}\n{broken\n${JSON.stringify(ticket('e'))}`);
    socket.send('nonsense');
    socket.send(Buffer.from([1, 2, 3]));
    socket.send(JSON.stringify(ticket('a')));
    await expect.poll(() => answers.length, { timeout: 10_000 }).toBe(6);
    socket.close();
    expect(answers).toMatchObject([
      { message: 0, accepted: 1 },
      { message: 1, accepted: 2, rejected: 1 },
      { message: 2, accepted: 2, rejected: 1 },
      { message: 3, code: 'not-json' },
      { message: 4, code: 'not-text' },
      { message: 5, accepted: 0, duplicate: 1, rejected: 0 },
    ]);
  });

  it('is refused before it opens: without a token, and with one for another feed', async () => {
    const { secret } = await newToken('mine');
    await expect(openStream('mine', '')).rejects.toThrow('401');
    await expect(openStream('mine', 'cbf_nonsense')).rejects.toThrow('401');
    await expect(openStream('other', secret)).rejects.toThrow('403');
  });

  it('leaves the server its turns when it is flooded with tiny messages', async () => {
    const { secret } = await newToken('flood');
    const { socket, answers } = await openStream('flood', secret);
    let turns = 0;
    let isTicking = true;
    const tick = (): void => {
      turns += 1;
      if (isTicking) setImmediate(tick);
    };
    tick();
    const turnOfAnswer: number[] = [];
    socket.on('message', () => turnOfAnswer.push(turns));
    for (let count = 0; count < 20_000; count += 1) socket.send('x');
    await expect.poll(() => answers.length, { timeout: 60_000 }).toBe(20_000);
    isTicking = false;
    socket.close();
    expect(turnOfAnswer.at(-1)! - turnOfAnswer[0]!).toBeGreaterThan(10_000);
    expect(answers.every(({ message }, at) => message === at)).toBe(true);
  });

  it('ends at once when its token is revoked', async () => {
    const { id, secret } = await newToken('leaver');
    const { socket } = await openStream('leaver', secret);
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    await server.accounts.tokens.revoke(id);
    expect(await closed).toBe(4401);
  });
});
