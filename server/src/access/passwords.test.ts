import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hashPassword, isPassword, newPassword, passwordRefusal } from './passwords.ts';

describe('passwords', () => {
  it('are kept as argon2id with the parameters that OWASP names', async () => {
    expect(await hashPassword('correct horse')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('are right in whichever Unicode form they are typed', async () => {
    const kept = await hashPassword('caf\u00e9１２３４５６');
    expect(await isPassword(kept, 'cafe\u0301123456')).toBe(true);
    expect(await isPassword(kept, 'cafe123456')).toBe(false);
  });

  it('for one time are legible and never the same', () => {
    const made = new Set(Array.from({ length: 100 }, () => newPassword(randomBytes)));
    expect(made.size).toBe(100);
    for (const password of made) expect(password).toMatch(/^(?:[a-hj-km-np-z2-9]{5}-){3}[a-hj-km-np-z2-9]{5}$/);
  });

  it.each([
    ['short', '123456789'],
    ['of few different characters', 'abababababab'],
    ['with the own name', 'my-ZHANG-2022'],
  ])('that are %s are refused', (_, password) => {
    expect(passwordRefusal('zhang', password)?.code).toBe('weak-password');
  });

  it('of ten characters that differ are taken', () => {
    expect(passwordRefusal('zhang', '山东青岛市北区一网治理')).toBeNull();
  });
});
