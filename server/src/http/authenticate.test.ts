import fastify, { type FastifyInstance } from 'fastify';
import { describe, expect, it } from 'vitest';
import { Access } from '../access/access.ts';
import type { Principal } from '../access/principal.ts';
import { principal, secretOfKind, SMALL_TREE } from '../access/test-kit/access-fixture.ts';
import { authenticateSocket, principalOf, registerAuthentication } from './authenticate.ts';
import { expectClosedRoutes } from './closed-routes.contract.ts';
import { registerProblems } from './problem.ts';

const held = new Map<string, Principal>([
  [secretOfKind('session'), principal({ role: 'administrator', name: 'admin' })],
  [secretOfKind('feed'), principal({ role: 'feed', name: '12345', feed: '12345' })],
  [secretOfKind('display'), principal({ role: 'display', name: 'hall' })],
]);
const accounts = { verify: (secret: string) => Promise.resolve(held.get(secret) ?? null) };
const cookie = `citybrain_session=${secretOfKind('session')}`;
const bearer = (kind: 'feed' | 'display' | 'session'): string => `Bearer ${secretOfKind(kind)}`;

function build(): FastifyInstance {
  const app = fastify({ bodyLimit: 1_000 });
  registerProblems(app);
  registerAuthentication(app, { accounts, access: new Access(() => SMALL_TREE) });
  return app;
}

function buildWithRoutes(): FastifyInstance {
  const app = build();
  app.get('/healthz', { config: { action: 'open' } }, () => 'ok');
  app.get('/api/v1/tickets', { config: { action: 'ticket.read' } }, (request) => principalOf(request).name);
  app.post('/api/v1/feeds/:feed/items', { config: { action: 'feed.write' } }, (request) => principalOf(request).name);
  app.post('/api/v1/things', { config: { action: 'user.manage' } }, () => 'made');
  app.get('/metrics', { config: { action: 'metrics.read', isOpenToThisMachine: true } }, () => 'numbers');
  return app;
}

describe('every route says what it asks of its caller', () => {
  it('[A1] and one that does not stops the start', () => {
    expect(() => build().get('/api/v1/secret', () => 'secret')).toThrow(
      'GET /api/v1/secret does not declare its action',
    );
  });

  it('also within a plugin', async () => {
    const app = build();
    app.register(async (inner) => {
      inner.get('/api/v1/secret', () => 'secret');
    });
    await expect(app.ready()).rejects.toThrow('does not declare its action');
  });

  it('and none is open that is not in the list', () => {
    expect(() => build().get('/api/v1/secret', { config: { action: 'open' } }, () => 'secret')).toThrow(
      'GET /api/v1/secret is not among OPEN_ROUTES',
    );
  });
});

describe('who may come in', () => {
  it('[A1] is nobody without a good secret, whatever the route', async () => {
    const app = build();
    app.get('/healthz', { config: { action: 'open' } }, () => 'ok');
    app.get('/api/v1/tickets/:id', { config: { action: 'ticket.read' } }, () => 'secret');
    app.get('/metrics', { config: { action: 'metrics.read', isOpenToThisMachine: true } }, () => 'numbers');
    await expectClosedRoutes(app);
    expect((await app.inject('/healthz')).statusCode).toBe(200);
  });

  it('is asked before the body is read', async () => {
    const app = buildWithRoutes();
    const payload = 'x'.repeat(5_000);
    const headers = { 'content-type': 'application/json' };
    const answer = await app.inject({ method: 'POST', url: '/api/v1/things', headers, payload });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([401, 'sign-in-required']);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
    const known = await app.inject({ method: 'POST', url: '/api/v1/things', headers: { ...headers, cookie }, payload });
    expect([known.statusCode, known.json<{ detail: string }>().detail]).toEqual([
      413,
      'The body is larger than the limit of 1000 bytes. Send it in parts.',
    ]);
  });

  it('is a session by its cookie and a token as bearer, not the other way round', async () => {
    const app = buildWithRoutes();
    const get = async (headers: Record<string, string>): Promise<number> =>
      (await app.inject({ url: '/api/v1/tickets', headers })).statusCode;
    expect(await get({ cookie })).toBe(200);
    expect(await get({ authorization: bearer('session') })).toBe(401);
    expect(await get({ cookie: `citybrain_session=${secretOfKind('feed')}` })).toBe(401);
    expect(await get({ authorization: bearer('feed'), cookie })).toBe(403);
    expect(await get({ authorization: 'Basic eDp5', cookie })).toBe(401);
  });

  it('is told 403 with a reason when the policy says no', async () => {
    const answer = await buildWithRoutes().inject({
      url: '/api/v1/tickets',
      headers: { authorization: bearer('display') },
    });
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toEqual({
      type: 'about:blank',
      title: 'Forbidden',
      status: 403,
      code: 'not-allowed',
      detail: 'display hall may not do this (ticket.read).',
    });
  });

  it('is any program on this machine where the route says so, but no proxy and no bent name', async () => {
    const app = buildWithRoutes();
    const get = async (headers: Record<string, string>, remoteAddress = '127.0.0.1'): Promise<number> =>
      (await app.inject({ url: '/metrics', headers: { host: 'localhost:3000', ...headers }, remoteAddress }))
        .statusCode;
    expect(await get({})).toBe(200);
    expect(await get({}, '203.0.113.7')).toBe(401);
    expect(await get({ 'x-forwarded-for': '203.0.113.7' })).toBe(401);
    expect(await get({ host: 'evil.example' })).toBe(401);
  });
});

describe('what another site can make a browser do', () => {
  const post = async (headers: Record<string, string>): Promise<number> =>
    (
      await buildWithRoutes().inject({
        method: 'POST',
        url: '/api/v1/things',
        headers: { host: 'city.example', ...headers },
      })
    ).statusCode;

  it.each([
    ['a page of its own', { 'sec-fetch-site': 'same-origin', origin: 'https://city.example' }, 200],
    ['a page of its own in an older browser', { origin: 'https://city.example' }, 200],
    ['a program', {}, 200],
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, 403],
    ['a neighbouring host', { 'sec-fetch-site': 'same-site', origin: 'https://x.city.example' }, 403],
    ['another site in an older browser', { origin: 'https://evil.example' }, 403],
    ['a sandboxed frame', { origin: 'null' }, 403],
  ])('[A6] a change with the cookie by %s is answered as it should', async (_, headers, status) => {
    expect(await post({ cookie, ...headers })).toBe(status);
  });

  it('[A6] no socket is opened with the cookie for another site', async () => {
    const headers = { host: 'city.example', cookie, upgrade: 'websocket', origin: 'https://evil.example' };
    expect((await buildWithRoutes().inject({ url: '/api/v1/tickets', headers })).statusCode).toBe(403);
  });
});

describe('who connects a socket', () => {
  const nothing = { cookie: undefined, token: undefined, origin: undefined, host: 'city.example' };

  it('is known by token or cookie', async () => {
    const name = async (given: object): Promise<string | undefined> =>
      (await authenticateSocket({ ...nothing, ...given }, accounts))?.name;
    expect(await name({ token: secretOfKind('display') })).toBe('hall');
    expect(await name({ cookie, origin: 'http://city.example' })).toBe('admin');
    expect(await name({ cookie, origin: 'http://evil.example' })).toBeUndefined();
    expect(await name({ cookie: 'citybrain_session=cbs_x' })).toBeUndefined();
    expect(await name({ token: 'x', cookie })).toBeUndefined();
    expect(await name({})).toBeUndefined();
  });
});
