import { instant, MINUTE_MS, type Instant } from '@citybrain/domain';
import { describe, expect, it } from 'vitest';
import { AttemptLimiter, NAME_LIMITS } from './attempt-limiter.ts';
import { SignInLimits } from './sign-in-limits.ts';

const at = (minutes: number): Instant => instant(minutes * MINUTE_MS);

describe('slowing down who tries passwords', () => {
  it('lets five attempts fail, then asks for 15 minutes, then for 30', () => {
    const limiter = new AttemptLimiter(NAME_LIMITS);
    expect([1, 2, 3, 4, 5].map(() => limiter.begin('key', at(0)))).toEqual([0, 0, 0, 0, 0]);
    expect(limiter.begin('key', at(0))).toBe(15 * MINUTE_MS);
    expect(limiter.begin('key', at(14))).toBe(MINUTE_MS);
    expect(limiter.begin('key', at(15))).toBe(0);
    expect(limiter.begin('key', at(15))).toBe(30 * MINUTE_MS);
  });

  it('never asks for more than four hours and forgets after as long a rest', () => {
    const limiter = new AttemptLimiter(NAME_LIMITS);
    let now = at(0);
    for (let tries = 0; tries < 30; tries += 1) now = instant(now + limiter.begin('key', now));
    expect(limiter.begin('key', now)).toBeLessThanOrEqual(240 * MINUTE_MS);
    const rested = instant(now + 2 * 240 * MINUTE_MS + 1);
    expect([1, 2, 3, 4].map(() => limiter.begin('key', rested))).toEqual([0, 0, 0, 0]);
  });

  it('holds nothing against who succeeds, nor against other keys', () => {
    const limiter = new AttemptLimiter(NAME_LIMITS);
    for (let tries = 0; tries < 4; tries += 1) limiter.begin('key', at(0));
    limiter.succeed('key');
    for (let tries = 0; tries < 5; tries += 1) expect(limiter.begin('key', at(0))).toBe(0);
    expect(limiter.begin('other', at(0))).toBe(0);
  });

  it('keeps a bounded number of keys', () => {
    const limiter = new AttemptLimiter({ ...NAME_LIMITS, free: 1, maxKeys: 2 });
    for (const key of ['a', 'b', 'c']) limiter.begin(key, at(0));
    expect(limiter.begin('c', at(0))).toBeGreaterThan(0);
    expect(limiter.begin('a', at(0))).toBe(0);
  });

  it('slows down one address that tries many names, whatever the letter case of a name', () => {
    const limits = new SignInLimits(() => at(0));
    for (let tries = 0; tries < 50; tries += 1) expect(limits.begin('10.0.0.1', `name${tries}`)).toBe(0);
    expect(limits.begin('10.0.0.1', 'another')).toBe(MINUTE_MS);
    expect(limits.begin('10.0.0.2', 'another')).toBe(0);
    const named = new SignInLimits(() => at(0));
    for (const name of ['admin', 'ADMIN', 'Admin', 'aDmin', 'adMin']) expect(named.begin('10.0.0.1', name)).toBe(0);
    expect(named.begin('10.0.0.1', 'admin')).toBeGreaterThan(0);
  });
});
