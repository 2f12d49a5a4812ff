import { randomBytes } from 'node:crypto';
import { DAY_MS, HOUR_MS, instant, MINUTE_MS } from '@citybrain/domain';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestStore, type TestStore } from '../log/store/test-store.ts';
import { Accounts } from './accounts.ts';
import type { Outcome } from './access-refusal.ts';
import { BELIEVED_MS } from './credentials.ts';
import type { Principal } from './principal.ts';
import { STREET } from './test-kit/access-fixture.ts';

let store: TestStore;
let accounts: Accounts;
let other: Accounts;
let time = Date.UTC(2022, 5, 25);

const pass = (milliseconds: number): void => {
  time += milliseconds;
};
const open = (): Accounts => new Accounts({ database: store.database, now: () => instant(time), randomBytes });

function good<Value>(outcome: Outcome<Value>): Value {
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.value;
}
const codeOf = (outcome: Outcome<unknown>): string => (outcome.ok ? 'done' : outcome.refusal.code);

async function signedIn(secret: string | null): Promise<Principal> {
  const principal = secret === null ? null : await accounts.verify(secret);
  if (!principal) throw new Error('not signed in');
  return principal;
}

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

beforeEach(async () => {
  await store.database.execute('TRUNCATE access_users, access_sessions, access_links, access_tokens');
  accounts = open();
  other = open();
  await other.start();
});
afterEach(() => {
  accounts.stop();
  other.stop();
});

describe('the first start', () => {
  it('makes one administrator, of several servers too, and never again', async () => {
    const made = await Promise.all([accounts, other, open()].map((server) => server.ensureAdministrator()));
    const [first, ...more] = made.filter((one) => one !== null);
    expect(more).toEqual([]);
    expect(first?.user).toMatchObject({ name: 'admin', role: 'administrator', scope: null, mustChangePassword: true });
    expect(await accounts.ensureAdministrator()).toBeNull();
  });

  it('gives a password and a link that both sign in', async () => {
    const first = await accounts.ensureAdministrator();
    expect(await signedIn(await accounts.signIn('Admin', first!.password))).toMatchObject({ mustChangePassword: true });
    expect(await signedIn(await accounts.sessions.openByLink(first!.code))).toMatchObject({ name: 'admin' });
  });

  it('keeps neither password, link nor session in readable form', async () => {
    const first = await accounts.ensureAdministrator();
    const session = await accounts.signIn('admin', first!.password);
    for (const table of ['access_users', 'access_links', 'access_sessions']) {
      const rows = JSON.stringify(await store.database.query(`SELECT t::text AS row FROM ${table} AS t`));
      for (const secret of [first!.password, first!.code, session!]) {
        expect(rows).not.toContain(secret);
        expect(rows).not.toContain(Buffer.from(secret).toString('hex'));
      }
    }
  });
});

describe('a one-time link', () => {
  it('signs in one of twenty who use it at the same time', async () => {
    const { code } = good(await accounts.users.add({ name: 'li', role: 'viewer', scope: null }));
    const opened = await Promise.all(Array.from({ length: 20 }, () => accounts.sessions.openByLink(code)));
    expect(opened.filter((secret) => secret !== null)).toHaveLength(1);
    expect(await accounts.sessions.openByLink(code)).toBeNull();
  });

  it('is good for a day', async () => {
    const { code } = good(await accounts.users.add({ name: 'li', role: 'viewer', scope: null }));
    pass(DAY_MS);
    expect(await accounts.sessions.openByLink(code)).toBeNull();
  });

  it('lets a password be set by whoever came in with it, once', async () => {
    const { code } = good(await accounts.users.add({ name: 'li', role: 'viewer', scope: null }));
    const session = (await accounts.sessions.openByLink(code)) ?? '';
    const li = await signedIn(session);
    good(await accounts.passwords.change(li, '', 'bicycle-lantern'));
    accounts.refresh(li);
    expect(await signedIn(session)).toMatchObject({ mustChangePassword: false });
    expect(codeOf(await accounts.passwords.change(li, '', 'another-lantern'))).toBe('wrong-password');
  });
});

describe('users', () => {
  it('have names that are usable and unique without regard to case', async () => {
    good(await accounts.users.add({ name: '王小明', role: 'viewer', scope: null }));
    good(await accounts.users.add({ name: 'Zhang', role: 'viewer', scope: null }));
    for (const [name, code] of [
      ['zhang', 'name-taken'],
      ['-rf', 'name-not-usable'],
      ['a\u0000b', 'name-not-usable'],
      ['a b', 'name-not-usable'],
    ] as const) {
      expect(codeOf(await accounts.users.add({ name, role: 'viewer', scope: null }))).toBe(code);
    }
  });

  it('who supervise have a region', async () => {
    expect(codeOf(await accounts.users.add({ name: 'li', role: 'supervisor', scope: null }))).toBe('scope-required');
    const { user } = good(await accounts.users.add({ name: 'li', role: 'supervisor', scope: STREET }));
    expect(codeOf(await accounts.users.change(user.id, { scope: null }))).toBe('scope-required');
  });

  it('keep at least one administrator of everything', async () => {
    const { user } = (await accounts.ensureAdministrator())!;
    expect(codeOf(await accounts.users.change(user.id, { disabled: true }))).toBe('last-administrator');
    expect(codeOf(await accounts.users.change(user.id, { role: 'viewer' }))).toBe('last-administrator');
    expect(codeOf(await accounts.users.change(user.id, { scope: STREET }))).toBe('last-administrator');
    const second = good(await accounts.users.add({ name: 'second', role: 'administrator', scope: null })).user;
    const both = await Promise.all([user, second].map(({ id }) => accounts.users.change(id, { disabled: true })));
    expect(both.map(codeOf).sort()).toEqual(['done', 'last-administrator']);
  });

  it('who leave are out at once, with their sessions, links and the tokens they made, on every server', async () => {
    await accounts.ensureAdministrator();
    const added = good(await accounts.users.add({ name: 'li', role: 'administrator', scope: null }));
    const session = (await accounts.signIn('li', added.password)) ?? '';
    const li = await signedIn(session);
    const token = good(await accounts.tokens.create({ kind: 'api', name: 'own', scope: null, feed: null }, li));
    const ended: string[] = [];
    accounts.onEnded(li, (why) => ended.push(`here ${why}`));
    other.onEnded((await other.verify(session))!, (why) => ended.push(`there ${why}`));
    other.onEnded((await other.verify(token.secret))!, (why) => ended.push(`token ${why}`));

    good(await accounts.users.change(added.user.id, { disabled: true }));

    expect(ended).toContain('here revoked');
    expect(await accounts.verify(session)).toBeNull();
    await expect.poll(() => ended.toSorted()).toEqual(['here revoked', 'there revoked', 'token revoked']);
    expect(await other.verify(session)).toBeNull();
    expect(await other.verify(token.secret)).toBeNull();
    expect(await accounts.signIn('li', added.password)).toBeNull();
    expect(await accounts.sessions.openByLink(added.code)).toBeNull();
  });

  it('whose scope changes sign in again', async () => {
    await accounts.ensureAdministrator();
    const added = good(await accounts.users.add({ name: 'li', role: 'viewer', scope: null }));
    const session = (await accounts.signIn('li', added.password)) ?? '';
    await signedIn(session);
    good(await accounts.users.change(added.user.id, { scope: STREET }));
    expect(await accounts.verify(session)).toBeNull();
    expect(await signedIn(await accounts.signIn('li', added.password))).toMatchObject({ scopeId: STREET });
  });
});

describe('a password', () => {
  it('that is wrong, or of an unknown or disabled user, opens nothing', async () => {
    await accounts.ensureAdministrator();
    const { password, user } = good(await accounts.users.add({ name: 'li', role: 'viewer', scope: null }));
    expect(await accounts.signIn('li', `${password}x`)).toBeNull();
    expect(await accounts.signIn('nobody', password)).toBeNull();
    good(await accounts.users.change(user.id, { disabled: true }));
    expect(await accounts.signIn('li', password)).toBeNull();
  });

  it('that is replaced ends the other sessions and keeps this one', async () => {
    const { password } = good(await accounts.users.add({ name: 'li', role: 'viewer', scope: null }));
    const here = (await accounts.signIn('li', password)) ?? '';
    const there = (await accounts.signIn('li', password)) ?? '';
    const li = await signedIn(here);
    await signedIn(there);
    expect(codeOf(await accounts.passwords.change(li, 'wrong', 'bicycle-lantern'))).toBe('wrong-password');
    expect(codeOf(await accounts.passwords.change(li, password, password))).toBe('weak-password');
    good(await accounts.passwords.change(li, password, 'bicycle-lantern'));
    expect(await accounts.verify(there)).toBeNull();
    await signedIn(here);
    expect(await accounts.signIn('li', password)).toBeNull();
    await signedIn(await accounts.signIn('li', 'bicycle-lantern'));
  });

  it('that is lost is reset, which ends all sessions', async () => {
    const { password } = good(await accounts.users.add({ name: 'li', role: 'viewer', scope: null }));
    const session = (await accounts.signIn('li', password)) ?? '';
    await signedIn(session);
    const reset = good(await accounts.passwords.reset('LI'));
    expect(await accounts.verify(session)).toBeNull();
    expect(await accounts.signIn('li', password)).toBeNull();
    expect(await signedIn(await accounts.signIn('li', reset.password))).toMatchObject({ mustChangePassword: true });
    expect(codeOf(await accounts.passwords.reset('nobody'))).toBe('unknown-user');
  });
});

describe('a session', () => {
  async function session(): Promise<string> {
    const { password } = good(await accounts.users.add({ name: 'li', role: 'viewer', scope: null }));
    return (await accounts.signIn('li', password)) ?? '';
  }

  it('runs out after twelve hours without use, and after thirty days with it', async () => {
    const secret = await session();
    for (let hours = 0; hours < 30 * 24 - 11; hours += 11) {
      pass(11 * HOUR_MS);
      await signedIn(secret);
    }
    pass(11 * HOUR_MS);
    expect(await accounts.verify(secret)).toBeNull();
    await store.database.execute('TRUNCATE access_users, access_sessions, access_links, access_tokens');
    const unused = await session();
    pass(12 * HOUR_MS);
    expect(await accounts.verify(unused)).toBeNull();
  });

  it('in use on a screen does not run out, and whoever holds one that does is told', async () => {
    const secret = await session();
    const li = await signedIn(secret);
    const ended: string[] = [];
    accounts.onEnded(li, (why) => ended.push(why));
    for (let hours = 0; hours < 20; hours += 5) {
      pass(5 * HOUR_MS);
      await accounts.sweep();
    }
    expect(ended).toEqual([]);
    pass(30 * DAY_MS);
    await accounts.sweep();
    expect(ended).toEqual(['expired']);
    expect(await store.database.query('SELECT id FROM access_sessions')).toEqual([]);
  });

  it('that is signed out ends, and nobody who stopped listening is told', async () => {
    const secret = await session();
    const li = await signedIn(secret);
    const ended: string[] = [];
    accounts.onEnded(li, (why) => ended.push(why));
    const stop = accounts.onEnded(li, () => ended.push('stopped listening'));
    stop();
    await accounts.sessions.end(li.credentialId);
    expect(ended).toEqual(['revoked']);
    expect(await accounts.verify(secret)).toBeNull();
  });
});

describe('a token', () => {
  const wish = { kind: 'feed', name: '热线', scope: STREET, feed: '12345' } as const;

  it('says who holds it, until it is revoked, on every server', async () => {
    const { token, secret } = good(await accounts.tokens.create(wish, null));
    expect(secret).toMatch(/^cbf_/);
    expect(await accounts.verify(secret)).toEqual({
      id: token.id,
      kind: 'token',
      name: '热线',
      role: 'feed',
      scopeId: STREET,
      fieldLevel: 'wall',
      credentialId: token.id,
      mustChangePassword: false,
      feed: '12345',
    });
    const ended: string[] = [];
    other.onEnded((await other.verify(secret))!, (why) => ended.push(why));
    good(await accounts.tokens.revoke(token.id));
    good(await accounts.tokens.revoke(token.id));
    expect(await accounts.verify(secret)).toBeNull();
    await expect.poll(() => ended).toEqual(['revoked']);
    expect(await other.verify(secret)).toBeNull();
    expect(codeOf(await accounts.tokens.revoke('token-0'))).toBe('unknown-token');
  });

  it('is found revoked by the sweep when the notification was missed', async () => {
    const { token, secret } = good(await accounts.tokens.create(wish, null));
    const ended: string[] = [];
    accounts.onEnded((await accounts.verify(secret))!, (why) => ended.push(why));
    await store.database.execute('UPDATE access_tokens SET revoked_at = now() WHERE id = $1', [token.id]);
    expect(await accounts.verify(secret)).not.toBeNull();
    pass(BELIEVED_MS);
    expect(await accounts.verify(secret)).toBeNull();
    await accounts.sweep();
    expect(ended).toEqual(['expired']);
  });

  it('notes its last use at most once a minute', async () => {
    const { secret } = good(await accounts.tokens.create(wish, null));
    const lastUsed = async (): Promise<number | null> => (await accounts.tokens.list())[0]!.lastUsedAt;
    expect(await lastUsed()).toBeNull();
    const first = time;
    await accounts.verify(secret);
    pass(MINUTE_MS / 2);
    await accounts.verify(secret);
    expect(await lastUsed()).toBe(first);
    pass(MINUTE_MS);
    await accounts.verify(secret);
    expect(await lastUsed()).toBe(time);
  });

  it('names a feed when it is for feeds, and none when it is not', async () => {
    for (const bad of [
      { ...wish, feed: null },
      { ...wish, feed: 'a b' },
      { ...wish, feed: '*x' },
      { ...wish, kind: 'display' },
    ] as const) {
      expect(codeOf(await accounts.tokens.create(bad, null))).toBe('feed-not-usable');
    }
  });
});

describe('a server that lost its connection', () => {
  it('listens again and finds what it missed', async () => {
    const { token, secret } = good(
      await accounts.tokens.create({ kind: 'display', name: 'hall', scope: null, feed: null }, null),
    );
    const ended: string[] = [];
    other.onEnded((await other.verify(secret))!, (why) => ended.push(why));
    await store.database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN %' AND datname = current_database()`,
    );
    good(await accounts.tokens.revoke(token.id));
    await expect.poll(() => ended.length, { timeout: 5_000 }).toBe(1);
    const again = good(await accounts.tokens.create({ kind: 'display', name: 'hall', scope: null, feed: null }, null));
    other.onEnded((await other.verify(again.secret))!, (why) => ended.push(`again ${why}`));
    good(await accounts.tokens.revoke(again.token.id));
    await expect.poll(() => ended.at(-1), { timeout: 5_000 }).toBe('again revoked');
  });
});
