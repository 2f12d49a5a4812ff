import { randomBytes } from 'node:crypto';
import { instant } from '@citybrain/domain';
import { Command, CommanderError } from 'commander';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Accounts } from '../access/accounts.ts';
import { SMALL_TREE, STREET } from '../access/test-kit/access-fixture.ts';
import { openTestStore, type TestStore } from '../log/store/test-store.ts';
import { registerTokenCommands } from './token-commands.ts';
import { registerUserCommands } from './user-commands.ts';
import type { OpenedAccounts } from './with-accounts.ts';

let store: TestStore;
let accounts: Accounts;
let closed = 0;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await store.database.execute('TRUNCATE access_users, access_sessions, access_links, access_tokens');
  accounts = new Accounts({ database: store.database, now: () => instant(Date.UTC(2022, 5, 25)), randomBytes });
  closed = 0;
});
afterEach(() => vi.restoreAllMocks());

/** Runs one command line and answers what it printed, or its error and exit code. */
async function run(...line: string[]): Promise<string> {
  let printed = '';
  let error = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  const program = new Command().exitOverride().configureOutput({ writeErr: (text) => (error += text) });
  const open = (): Promise<OpenedAccounts> =>
    Promise.resolve({
      accounts,
      regions: SMALL_TREE,
      address: 'http://127.0.0.1:3000',
      close: () => {
        closed += 1;
        return Promise.resolve();
      },
    });
  registerUserCommands(program, open);
  registerTokenCommands(program, open);
  try {
    await program.parseAsync(line, { from: 'user' });
    return printed;
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    return `${thrown.exitCode} ${error.trim()}`;
  } finally {
    vi.restoreAllMocks();
  }
}

const valueOf = (printed: string, label: string): string =>
  new RegExp(`^${label}: +(\\S+)`, 'm').exec(printed)?.[1] ?? '';

describe('user commands', () => {
  it('add a user whose password and link both sign in', async () => {
    const printed = await run('user', 'add', '王小明', '--role', 'supervisor', '--scope', '370203005');
    expect(await accounts.signIn('王小明', valueOf(printed, 'one-time password'))).not.toBeNull();
    const link = valueOf(printed, 'one-time link');
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:3000\/sign-in#code=cbl_/);
    expect(await accounts.sessions.openByLink(link.split('=')[1]!)).not.toBeNull();
    expect(await run('user', 'list')).toMatch(
      /^NAME +ROLE +SCOPE +CREATED +DISABLED\n王小明 +supervisor +nbs:370203005000 +2022-06-25T00:00Z +-\n$/,
    );
    expect(closed).toBe(2);
  });

  it('reset a lost password and shut a user out', async () => {
    const first = valueOf(await run('user', 'add', 'li'), 'one-time password');
    const second = valueOf(await run('user', 'reset-password', 'li'), 'one-time password');
    expect(await accounts.signIn('li', first)).toBeNull();
    expect(await accounts.signIn('li', second)).not.toBeNull();
    expect(await run('user', 'disable', 'li')).toBe('li is disabled\n');
    expect(await accounts.signIn('li', second)).toBeNull();
  });

  it.each([
    [['user', 'add', 'li', '--role', 'king'], /^1 error: option '--role <role>' argument 'king' is invalid/],
    [['user', 'add', 'li', '--role', 'supervisor'], /^1 error: A supervisor supervises a region/],
    [['user', 'add', 'li', '--scope', 'Atlantis'], /^1 error: there is no region "Atlantis"/],
    [['user', 'disable', 'nobody'], /^1 error: There is no user nobody/],
    [['user', 'reset-password', 'nobody'], /^1 error: There is no user nobody/],
    [['token', 'create'], /^1 error: required option '--kind <kind>' not specified/],
    [['token', 'create', '--kind', 'feed'], /^1 error: A feed token names its feed/],
    [['token', 'revoke', 'token-0'], /^1 error: There is no token token-0/],
  ])('say of %j what is wrong', async (line, error) => {
    expect(await run(...line)).toMatch(error);
  });
});

describe('token commands', () => {
  it('create a feed token that is listed and revoked', async () => {
    const printed = await run(
      'token',
      'create',
      '--kind',
      'feed',
      '--scope',
      'street 370203005000',
      '--feed',
      'hotline',
    );
    const secret = valueOf(printed, 'secret');
    expect(await accounts.verify(secret)).toMatchObject({ name: 'hotline', feed: 'hotline', scopeId: STREET });
    const list = await run('token', 'list');
    expect(list).toContain(valueOf(printed, 'id'));
    expect(list).not.toContain(secret);
    await run('token', 'revoke', valueOf(printed, 'id'));
    expect(await accounts.verify(secret)).toBeNull();
  });

  it('print the link that opens the wall on a display', async () => {
    expect(valueOf(await run('token', 'create', '--kind', 'display', '--name', 'hall'), 'link')).toMatch(
      /^http:\/\/127\.0\.0\.1:3000\/sign-in#code=cbd_/,
    );
  });
});
