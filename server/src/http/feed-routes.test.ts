import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import websocket from '@fastify/websocket';
import { MAX_BODY_BYTES, MAX_ITEMS_PER_REQUEST, type IntakeAnswer, type Problem } from '@citybrain/protocol';
import fastify, { type FastifyInstance } from 'fastify';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeWithShared } from '../../../tests/support/shared-material.ts';
import { Access } from '../access/access.ts';
import type { Principal } from '../access/principal.ts';
import { principal, secretOfKind } from '../access/test-kit/access-fixture.ts';
import { openIntake, ticketItem, type IntakeFixture } from '../feeds/test-kit/intake-fixture.ts';
import { DISTRICT, TWO_STREETS, WEST } from '../feeds/test-kit/two-streets.ts';
import { registerAuthentication } from './authenticate.ts';
import { feedRoutes } from './feed-routes.ts';
import { registerProblems } from './problem.ts';
import { takeRawBodies } from './raw-bodies.ts';

const FEED_TOKEN = secretOfKind('feed');
const BEARER = { authorization: `Bearer ${FEED_TOKEN}` };

type InjectedSocket = Awaited<ReturnType<FastifyInstance['injectWS']>>;

interface Built {
  readonly app: FastifyInstance;
  readonly fixture: IntakeFixture;
  post(body: string | Buffer, given?: Parameters<typeof send>[2]): ReturnType<typeof send>;
}

async function send(
  app: FastifyInstance,
  body: string | Buffer,
  {
    url = '/api/v1/feeds/hotline/items',
    type = 'application/json',
    headers = BEARER,
  }: { url?: string; type?: string; headers?: Record<string, string> } = {},
): Promise<{ status: number; answer: IntakeAnswer; problem: Problem }> {
  const reply = await app.inject({ method: 'POST', url, payload: body, headers: { 'content-type': type, ...headers } });
  const json = reply.json<never>();
  return { status: reply.statusCode, answer: json, problem: json };
}

async function build(token: Partial<Principal> = { feed: 'hotline' }): Promise<Built> {
  const fixture = openIntake();
  const access = new Access(() => TWO_STREETS);
  const feed = principal({ role: 'feed', name: 'hotline', ...token });
  const accounts = {
    verify: (secret: string) => Promise.resolve(secret === FEED_TOKEN ? feed : null),
  };
  const app = fastify({ bodyLimit: MAX_BODY_BYTES });
  registerProblems(app);
  await app.register(websocket, { options: { maxPayload: MAX_BODY_BYTES } });
  registerAuthentication(app, { accounts, access });
  await app.register(async (raw) => {
    takeRawBodies(raw);
    feedRoutes(raw, {
      intake: fixture.intake,
      access,
      zone: 'Asia/Shanghai',
      defaultHome: () => DISTRICT,
      onEnded: () => () => undefined,
    });
  });
  await app.ready();
  return { app, fixture, post: (body, given) => send(app, body, given) };
}

const item = (id: string, given: object = {}): string => JSON.stringify(ticketItem({ id, ...given }));

describe('posting items to a feed', () => {
  it('[I1] answers what became of them', async () => {
    const { post } = await build();
    const { status, answer } = await post(`[${item('1')},${item('2', { title: 5 })}]`);
    expect([status, answer.accepted, answer.rejected, answer.rejections[0]?.path]).toEqual([200, 1, 1, '/title']);
  });

  it.each(['application/x-ndjson', 'application/ndjson', 'application/jsonl', 'application/x-ndjson; charset=utf-8'])(
    '[I12] as %s takes the other four lines when the third of five is broken',
    async (type) => {
      const body = [item('1'), item('2'), '{"kind":', item('4'), item('5')].join('\n');
      const { status, answer } = await (await build()).post(body, { type });
      expect([status, answer.accepted, answer.rejected]).toEqual([200, 4, 1]);
      expect(answer.rejections[0]).toMatchObject({ index: 2, code: 'not-json' });
    },
  );

  it('[I14] refuses a body beyond 8 MiB and names the limit', async () => {
    const { post } = await build();
    const atLimit = `[${item('1')}${' '.repeat(MAX_BODY_BYTES - Buffer.byteLength(item('1')) - 2)}]`;
    expect((await post(atLimit)).status).toBe(200);
    const { status, problem } = await post(`${atLimit} `);
    expect([status, problem.code]).toEqual([413, 'body-too-large']);
    expect(problem.detail).toContain('8388608 bytes');
  });

  it('[I14] refuses more items than one request may bring, and takes none of them', async () => {
    const { post, fixture } = await build();
    const { status, problem } = await post(`[${'1,'.repeat(MAX_ITEMS_PER_REQUEST)}1]`);
    expect([status, problem.code]).toEqual([413, 'too-many-items']);
    expect(problem.detail).toContain('20000');
    expect(fixture.quarantine.kept).toEqual([]);
  });

  it('[I15] refuses a bad token with 401, a token for another feed and an unknown feed with 403', async () => {
    const { post } = await build();
    expect((await post('[]', { headers: {} })).status).toBe(401);
    expect((await post('[]', { headers: { authorization: 'Bearer nonsense' } })).status).toBe(401);
    const { status, problem } = await post('[]', { url: '/api/v1/feeds/other/items' });
    expect([status, problem.code]).toEqual([403, 'feed-not-allowed']);
    expect(problem.detail).toContain('token create --kind feed');
  });

  it.each(['a%0Ab', 'a%00', '%2E%2E', 'a%20b', 'x'.repeat(61), '%E5%B7%A5%E5%8D%95'])(
    '[I15] takes no feed whose name is not a name, even with a token for all: %s',
    async (name) => {
      const { post } = await build({ feed: '*' });
      const { status } = await post(`[${item('1')}]`, { url: `/api/v1/feeds/${name}/items` });
      expect([400, 403, 404]).toContain(status);
    },
  );

  it("[I7] counts an item without a place at the token's region, else at the city's", async () => {
    const scoped = await build({ feed: 'hotline', scopeId: WEST });
    await scoped.post(`[${item('1')}]`);
    expect(await scoped.fixture.find('ticket', '1')).toMatchObject({ state: { facts: { place: { regionId: WEST } } } });
    const free = await build();
    await free.post(`[${item('1')}]`);
    expect(await free.fixture.find('ticket', '1')).toMatchObject({
      state: { facts: { place: { regionId: DISTRICT } } },
    });
  });

  it('answers problems that a person can act on', async () => {
    const { post } = await build();
    expect(await post('not json')).toMatchObject({ status: 400, problem: { code: 'not-json' } });
    expect(await post(Buffer.from([0xff, 0xfe]))).toMatchObject({ status: 400, problem: { code: 'not-utf8' } });
    expect(await post('<a/>', { type: 'text/xml' })).toMatchObject({ status: 415 });
    expect(await post('[1]')).toMatchObject({ status: 200, answer: { rejections: [{ code: 'not-an-object' }] } });
  });
});

describe('streaming items to a feed', () => {
  async function open(built: Built): Promise<{ socket: InjectedSocket; next(): Promise<Record<string, unknown>> }> {
    const socket = await built.app.injectWS('/api/v1/feeds/hotline/stream', { headers: BEARER });
    const answers: string[] = [];
    socket.on('message', (answer: Buffer) => answers.push(answer.toString()));
    return {
      socket,
      async next() {
        await expect.poll(() => answers.length).toBeGreaterThan(0);
        return JSON.parse(answers.shift() ?? '') as Record<string, unknown>;
      },
    };
  }

  it('[I19] answers each message in order, and goes on after a broken one', async () => {
    const built = await build();
    const { socket, next } = await open(built);
    socket.send(item('1'));
    socket.send('{broken');
    socket.send(`[${item('1')},${item('2')}]`);
    socket.send(`${item('3')}\n{broken\n${item('4')}`);
    socket.send(Buffer.from([1, 2]));
    socket.send(JSON.stringify(JSON.parse(item('5')), null, 2));
    expect(await next()).toMatchObject({ message: 0, accepted: 1 });
    expect(await next()).toMatchObject({ message: 1, code: 'not-json' });
    expect(await next()).toMatchObject({ message: 2, accepted: 1, duplicate: 1 });
    expect(await next()).toMatchObject({ message: 3, accepted: 2, rejected: 1 });
    expect(await next()).toMatchObject({ message: 4, code: 'not-text' });
    expect(await next()).toMatchObject({ message: 5, accepted: 1, rejected: 0 });
    socket.terminate();
    await built.app.close();
  });

  it('[I15] is not opened without a good token', async () => {
    const { app } = await build();
    await expect(app.injectWS('/api/v1/feeds/hotline/stream')).rejects.toThrow('401');
    await app.close();
  });
});

describeWithShared('the JSON test suite at the route', 'fuzz/JSONTestSuite/test_parsing', (directory) => {
  let built: Built;
  const files = (kind: string): string[] => readdirSync(directory).filter((name) => name.startsWith(kind));
  const judge = async (name: string, type?: string): Promise<[number, string]> => {
    const { status, problem } = await built.post(readFileSync(join(directory, name)), type ? { type } : {});
    return [status, problem.code];
  };
  beforeAll(async () => {
    built = await build();
  });

  it('[I12] refuses every case that is no JSON with 400', async () => {
    const names = files('n_');
    expect(names.length).toBeGreaterThan(180);
    for (const name of names) expect([name, (await judge(name))[0]]).toEqual([name, 400]);
  });

  it('[I12] gets every case that is JSON past the parser', async () => {
    const names = files('y_');
    expect(names.length).toBeGreaterThan(90);
    for (const name of names) expect([name, (await judge(name))[0]]).toEqual([name, 200]);
  });

  it('[I12] takes or refuses what JSON leaves open, and never fails', async () => {
    const names = files('i_');
    expect(names.length).toBeGreaterThan(30);
    for (const name of names) expect([name, [200, 400].includes((await judge(name))[0])]).toEqual([name, true]);
  });

  it('[I12] never fails on any of them as lines', async () => {
    for (const name of [...files('n_'), ...files('y_'), ...files('i_')]) {
      const [status] = await judge(name, 'application/x-ndjson');
      expect([name, [200, 400].includes(status)]).toEqual([name, true]);
    }
  });
});
