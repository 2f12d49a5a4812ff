import { randomBytes } from 'node:crypto';
import { instant } from '@citybrain/domain';
import type { Problem, Viewer } from '@citybrain/protocol';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Access } from '../access/access.ts';
import { Accounts } from '../access/accounts.ts';
import { CITY, SMALL_TREE, STREET } from '../access/test-kit/access-fixture.ts';
import type { ListedToken } from '../access/tokens.ts';
import type { OneTimeAccess } from '../access/user-table.ts';
import { openTestStore, type TestStore } from '../log/store/test-store.ts';
import { registerAuthentication } from './authenticate.ts';
import { expectClosedRoutes } from './closed-routes.contract.ts';
import { registerProblems } from './problem.ts';
import { registerSessionRoutes } from './session-routes.ts';
import { registerTokenRoutes } from './token-routes.ts';
import { registerUserRoutes } from './user-routes.ts';

let store: TestStore;
let accounts: Accounts;
let app: FastifyInstance;
let admin: OneTimeAccess;
let time = Date.UTC(2022, 5, 25);

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

beforeEach(async () => {
  await store.database.execute('TRUNCATE access_users, access_sessions, access_links, access_tokens');
  const now = (): ReturnType<typeof instant> => instant(time);
  accounts = new Accounts({ database: store.database, now, randomBytes });
  admin = (await accounts.ensureAdministrator())!;
  const access = new Access(() => SMALL_TREE);
  app = fastify({ trustProxy: true });
  registerProblems(app);
  registerAuthentication(app, { accounts, access });
  registerSessionRoutes(app, { accounts, access, now });
  registerTokenRoutes(app, { accounts, access });
  registerUserRoutes(app, { accounts, access });
});

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- says what the test expects to read
async function ask<Body = Problem>(
  method: Method,
  url: string,
  payload?: object,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: Body; cookie: string; headers: Record<string, unknown> }> {
  const answer = await app.inject({ method, url: `/api/v1${url}`, headers, ...(payload && { payload }) });
  const [set] = [answer.headers['set-cookie']].flat();
  return {
    status: answer.statusCode,
    body: (answer.body === '' ? null : answer.json()) as Body,
    cookie: set ?? '',
    headers: answer.headers,
  };
}

async function signIn(name: string, password: string): Promise<{ cookie: string }> {
  const { status, cookie } = await ask('POST', '/session', { name, password });
  expect(status).toBe(200);
  return { cookie: cookie.split(';', 1)[0]! };
}

/** An administrator whose password is their own. */
async function administrator(): Promise<{ cookie: string }> {
  const session = await signIn('admin', admin.password);
  const change = { current: admin.password, next: 'bicycle-lantern' };
  expect((await ask('PUT', '/session/password', change, session)).status).toBe(204);
  return session;
}

describe('signing in', () => {
  it('by name and password answers who it is and sets a cookie that scripts and other sites do not get', async () => {
    const answer = await ask<Viewer>('POST', '/session', { name: 'admin', password: admin.password });
    expect(answer.body).toEqual({
      name: 'admin',
      role: 'administrator',
      fieldLevel: 'desk',
      scopes: [CITY],
      mustChangePassword: true,
    });
    expect(answer.cookie).toMatch(
      /^citybrain_session=cbs_[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/,
    );
  });

  it('over https sets the cookie for https only', async () => {
    const wish = { name: 'admin', password: admin.password };
    expect((await ask('POST', '/session', wish, { 'x-forwarded-proto': 'https' })).cookie).toContain('; Secure');
  });

  it('by a one-time code works once', async () => {
    expect((await ask('POST', '/session', { code: admin.code })).status).toBe(200);
    const again = await ask('POST', '/session', { code: admin.code });
    expect([again.status, again.body.code, again.cookie]).toEqual([401, 'sign-in-failed', '']);
  });

  it('by its token opens the wall of a display until the token is revoked, and by no other token', async () => {
    const session = await administrator();
    const make = async (wish: object): Promise<{ token: ListedToken; secret: string }> =>
      (await ask<{ token: ListedToken; secret: string }>('POST', '/tokens', wish, session)).body;
    const display = await make({ kind: 'display', name: 'hall', scope: STREET });
    const feed = await make({ kind: 'feed', name: 'hotline', feed: '12345' });
    const opened = await ask<Viewer>('POST', '/session', { code: display.secret });
    expect(opened.body).toMatchObject({ name: 'hall', role: 'display', fieldLevel: 'wall', scopes: [STREET] });
    const wall = { cookie: opened.cookie.split(';', 1)[0]! };
    expect((await ask('GET', '/session', undefined, wall)).status).toBe(200);
    expect((await ask('DELETE', `/tokens/${display.token.id}`, undefined, session)).status).toBe(204);
    expect((await ask('GET', '/session', undefined, wall)).status).toBe(401);
    expect((await ask('POST', '/session', { code: feed.secret })).status).toBe(401);
  });

  it('tells a wrong name and a wrong password in the same words', async () => {
    const wrongName = await ask('POST', '/session', { name: 'nobody', password: admin.password });
    const wrongPassword = await ask('POST', '/session', { name: 'admin', password: 'wrong' });
    expect(wrongName.status).toBe(401);
    expect(wrongName.body).toEqual(wrongPassword.body);
  });

  it('is slowed down after five failures, for that name and address', async () => {
    const attempt = (address: string, password: string): ReturnType<typeof ask<Problem>> =>
      ask('POST', '/session', { name: 'admin', password }, { 'x-forwarded-for': address });
    for (let tries = 0; tries < 5; tries += 1) expect((await attempt('203.0.113.7', 'wrong')).status).toBe(401);
    const slowed = await attempt('203.0.113.7', admin.password);
    expect([slowed.status, slowed.body.code, slowed.headers['retry-after']]).toEqual([429, 'too-many-attempts', '900']);
    expect((await attempt('203.0.113.8', admin.password)).status).toBe(200);
    time += 900_000;
    expect((await attempt('203.0.113.7', admin.password)).status).toBe(200);
  });

  it.each([
    [{}],
    [{ name: 'admin' }],
    [{ name: '', password: 'x' }],
    [{ name: ['admin', 'x'], password: 'x' }],
    [{ code: 'short' }],
    [{ name: 'x'.repeat(101), password: 'x' }],
  ])('refuses %j with a reason', async (wish) => {
    const { status, body } = await ask('POST', '/session', wish);
    expect([status, body.code]).toEqual([400, 'not-valid']);
  });

  it('takes no harm from fields of both ways at once', async () => {
    for (const wish of [
      { code: 'x'.repeat(47), name: {} },
      { code: {}, name: 'admin', password: 'wrong' },
      { code: 'x'.repeat(47), name: 'admin' },
    ]) {
      expect((await ask('POST', '/session', wish)).status).toBe(401);
    }
  });

  it('is not done for a page of another site', async () => {
    const wish = { name: 'admin', password: admin.password };
    expect((await ask('POST', '/session', wish, { origin: 'https://evil.example' })).body.code).toBe('other-site');
  });
});

describe('a session', () => {
  it('ends when one signs out, and the cookie is taken back', async () => {
    const session = await signIn('admin', admin.password);
    const out = await ask('DELETE', '/session', undefined, session);
    expect([out.status, out.cookie]).toEqual([204, 'citybrain_session=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax']);
    expect((await ask('GET', '/session', undefined, session)).status).toBe(401);
  });

  it('with a one-time password manages nothing until the password is replaced', async () => {
    const session = await signIn('admin', admin.password);
    expect((await ask('GET', '/users', undefined, session)).body.code).toBe('password-change-required');
    const change = { current: admin.password, next: 'bicycle-lantern' };
    expect((await ask('PUT', '/session/password', { ...change, next: 'short' }, session)).status).toBe(400);
    expect((await ask('PUT', '/session/password', { ...change, current: 'x' }, session)).body.code).toBe(
      'wrong-password',
    );
    expect((await ask('PUT', '/session/password', change, session)).status).toBe(204);
    expect((await ask('GET', '/users', undefined, session)).status).toBe(200);
  });

  it('guesses the current password no faster than signing in', async () => {
    const session = await signIn('admin', admin.password);
    const guess = { current: 'wrong', next: 'bicycle-lantern' };
    const answers: number[] = [];
    for (let tries = 0; tries < 6; tries += 1) {
      answers.push((await ask('PUT', '/session/password', guess, session)).status);
    }
    expect(answers).toEqual([403, 403, 403, 403, 403, 429]);
  });
});

describe('tokens', () => {
  it('are made with the secret shown once, listed without it, and revoked', async () => {
    const session = await administrator();
    const wish = { kind: 'feed', name: '热线', scope: STREET, feed: '12345' };
    const made = await ask<{ token: ListedToken; secret: string }>('POST', '/tokens', wish, session);
    expect(made.status).toBe(201);
    expect(made.body.token).toMatchObject({ ...wish, revokedAt: null });
    const list = await ask<{ tokens: ListedToken[] }>('GET', '/tokens', undefined, session);
    expect(list.body.tokens).toEqual([made.body.token]);
    expect(JSON.stringify(list.body)).not.toContain(made.body.secret);
    expect((await ask('DELETE', '/tokens/token-0', undefined, session)).body.code).toBe('unknown-token');
  });

  it('name a region that there is', async () => {
    const session = await administrator();
    const wish = { kind: 'display', name: 'hall', scope: 'nbs:999' };
    const { status, body } = await ask('POST', '/tokens', wish, session);
    expect([status, body.code]).toEqual([422, 'unknown-region']);
  });

  it('of no kind manage anything', async () => {
    for (const kind of ['feed', 'display', 'api'] as const) {
      const feed = kind === 'feed' ? '*' : null;
      const outcome = await accounts.tokens.create({ kind, name: kind, scope: null, feed }, null);
      const headers = { authorization: `Bearer ${outcome.ok ? outcome.value.secret : ''}` };
      for (const url of ['/tokens', '/users']) {
        expect((await ask('GET', url, undefined, headers)).status).toBe(403);
      }
      expect((await ask('PUT', '/session/password', { current: '', next: 'bicycle-lantern' }, headers)).status).toBe(
        403,
      );
    }
  });
});

describe('users', () => {
  it('are made, changed and shut out by an administrator', async () => {
    const session = await administrator();
    const made = await ask<OneTimeAccess>('POST', '/users', { name: 'li', role: 'supervisor', scope: STREET }, session);
    expect(made.status).toBe(201);
    const li = await signIn('li', made.body.password);
    expect((await ask<Viewer>('GET', '/session', undefined, li)).body).toMatchObject({ scopes: [STREET] });
    expect((await ask('GET', '/users', undefined, li)).status).toBe(403);
    const url = `/users/${made.body.user.id}`;
    expect((await ask('PATCH', url, { scope: 'nbs:999' }, session)).body.code).toBe('unknown-region');
    expect((await ask('PATCH', url, { role: 'display' }, session)).body.code).toBe('not-valid');
    expect((await ask('PATCH', url, { disabled: true }, session)).status).toBe(200);
    expect((await ask('GET', '/session', undefined, li)).status).toBe(401);
    expect((await ask('POST', '/users', { name: 'LI', role: 'viewer' }, session)).body.code).toBe('name-taken');
  });

  it('include an administrator at any time', async () => {
    const session = await administrator();
    const { status, body } = await ask('PATCH', `/users/${admin.user.id}`, { disabled: true }, session);
    expect([status, body.code]).toEqual([409, 'last-administrator']);
  });
});

it('nothing but signing in is open to whoever is not signed in', async () => {
  await expectClosedRoutes(app);
});
