import { instant } from '@citybrain/domain';
import { describe, expect, it } from 'vitest';
import { BELIEVED_MS, Credentials } from './credentials.ts';
import type { Principal } from './principal.ts';
import { principal, secretOfKind } from './test-kit/access-fixture.ts';

function credentials(find: () => Promise<Principal | null>): {
  credentials: Credentials;
  asked: () => number;
  pass: (milliseconds: number) => void;
} {
  let asked = 0;
  let now = 0;
  const finder = {
    find: () => {
      asked += 1;
      return find();
    },
  };
  return {
    credentials: new Credentials({ sessions: finder, tokens: finder, now: () => instant(now) }),
    asked: () => asked,
    pass: (milliseconds) => {
      now += milliseconds;
    },
  };
}

const someone = principal({ role: 'viewer' });
const secret = secretOfKind('session');

describe('from a secret to who holds it', () => {
  it('asks once for requests that come together, and not again for a while', async () => {
    const world = credentials(() => Promise.resolve(someone));
    const answers = await Promise.all([1, 2, 3].map(() => world.credentials.verify(secret)));
    expect(answers).toEqual([someone, someone, someone]);
    await world.credentials.verify(secret);
    expect(world.asked()).toBe(1);
    world.pass(BELIEVED_MS);
    await world.credentials.verify(secret);
    expect(world.asked()).toBe(2);
  });

  it('believes nothing that has ended, not even an answer that was under way', async () => {
    let held: Principal | null = someone;
    const waiting: (() => void)[] = [];
    const world = credentials(async () => {
      const seen = held;
      await new Promise<void>((resolve) => waiting.push(resolve));
      return seen;
    });
    const answer = world.credentials.verify(secret);
    held = null;
    world.credentials.forget(someone.credentialId);
    waiting[0]!();
    await expect.poll(() => waiting.length).toBe(2);
    waiting[1]!();
    expect(await answer).toBeNull();
  });

  it('forgets the credential it is told and no other', async () => {
    const world = credentials(() => Promise.resolve(someone));
    await world.credentials.verify(secret);
    world.credentials.forget('session-2');
    await world.credentials.verify(secret);
    expect(world.asked()).toBe(1);
    world.credentials.forget(someone.credentialId);
    await world.credentials.verify(secret);
    expect(world.asked()).toBe(2);
  });

  it('does not ask for what can be no credential', async () => {
    const world = credentials(() => Promise.resolve(someone));
    for (const text of ['', 'cbs_', `${secret}x`, "' OR 1=1", secretOfKind('link')]) {
      expect(await world.credentials.verify(text)).toBeNull();
    }
    expect(world.asked()).toBe(0);
  });

  it('asks again after the store was away', async () => {
    let isAway = true;
    const world = credentials(() => (isAway ? Promise.reject(new Error('away')) : Promise.resolve(someone)));
    await expect(world.credentials.verify(secret)).rejects.toThrow('away');
    isAway = false;
    expect(await world.credentials.verify(secret)).toBe(someone);
  });
});
