import { hash, verify } from '@node-rs/argon2';
import type { AccessRefusal } from './access-refusal.ts';
import type { RandomBytes } from './secrets.ts';

/** OWASP Password Storage: argon2id (the library's algorithm by default), 19 MiB, 2 passes, 1 lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;

export const MIN_PASSWORD_LENGTH = 10;

/** No letters or digits that are easily taken for another. */
const LEGIBLE = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Runs on a thread of its own; the same characters typed in another form of Unicode count as the same. */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), PARAMETERS);

export const isPassword = (passwordHash: string, password: string): Promise<boolean> =>
  verify(passwordHash, password.normalize('NFKC'));

/** 20 legible characters in groups of five: 99 bits. */
export function newPassword(randomBytes: RandomBytes): string {
  const letters: string[] = [];
  while (letters.length < 20) {
    for (const byte of randomBytes(32)) {
      // Bytes past the last full run of letters would favour the first ones.
      if (byte < 256 - (256 % LEGIBLE.length)) letters.push(LEGIBLE[byte % LEGIBLE.length] ?? '');
    }
  }
  return [0, 5, 10, 15].map((start) => letters.slice(start, start + 5).join('')).join('-');
}

/** Null: `next` may be the password of `name`. */
export function passwordRefusal(name: string, next: string): AccessRefusal | null {
  const weak = (message: string): AccessRefusal => ({ code: 'weak-password', message });
  if ([...next].length < MIN_PASSWORD_LENGTH) return weak(`Use at least ${MIN_PASSWORD_LENGTH} characters.`);
  if (new Set(next).size < 5) return weak('Use at least five different characters.');
  if (name.length > 2 && next.toLowerCase().includes(name.toLowerCase()))
    return weak('Leave your name out of the password.');
  return null;
}

/** A one-time password and its hash. */
export async function newHashedPassword(
  randomBytes: RandomBytes,
): Promise<{ readonly password: string; readonly passwordHash: string }> {
  const password = newPassword(randomBytes);
  return { password, passwordHash: await hashPassword(password) };
}
