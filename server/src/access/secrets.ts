import { createHash } from 'node:crypto';

/** `size` bytes that nobody can guess; `randomBytes` of node:crypto outside tests. */
export type RandomBytes = (size: number) => Buffer;

/** A secret says by its start what it opens, so that a leaked one is recognised. */
const PREFIXES = { session: 'cbs_', link: 'cbl_', feed: 'cbf_', display: 'cbd_', api: 'cba_' } as const;
export type SecretKind = keyof typeof PREFIXES;

const SECRET = /^cb[slfda]_[A-Za-z0-9_-]{43}$/;

/** 256 random bits behind the prefix of its kind. Shown once; only its hash is kept. */
export const newSecret = (kind: SecretKind, randomBytes: RandomBytes): string =>
  PREFIXES[kind] + randomBytes(32).toString('base64url');

/** Null: nothing that {@link newSecret} makes. */
export function secretKindOf(secret: string): SecretKind | null {
  if (!SECRET.test(secret)) return null;
  return (Object.keys(PREFIXES) as SecretKind[]).find((kind) => secret.startsWith(PREFIXES[kind])) ?? null;
}

/** Plain SHA-256 serves: nobody finds 256 random bits by trying. */
export const hashSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest();

export const newId = (prefix: 'user' | 'session' | 'token', randomBytes: RandomBytes): string =>
  `${prefix}-${randomBytes(8).toString('hex')}`;
