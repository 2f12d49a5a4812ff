import type { IncomingHttpHeaders } from 'node:http';
import { parseCookie, stringifySetCookie } from 'cookie';
import { secretKindOf, type SecretKind } from '../access/secrets.ts';

export const SESSION_COOKIE = 'citybrain_session';

/** A secret and whether the browser added it by itself, which another site's page can make it do. */
export interface RequestSecret {
  readonly secret: string;
  readonly isCookie: boolean;
}

const IN_COOKIE: readonly SecretKind[] = ['session', 'display'];
const AS_BEARER: readonly SecretKind[] = ['feed', 'display', 'api'];

/** The bearer goes before the cookie; null: neither is there. An unusable one is still an answer, and unknown. */
export function secretOf(headers: IncomingHttpHeaders): RequestSecret | null {
  if (headers.authorization === undefined) return cookieSecret(headers.cookie);
  return bearerSecret(/^Bearer +(\S+) *$/i.exec(headers.authorization)?.[1] ?? '');
}

export function cookieSecret(cookieHeader: string | undefined): RequestSecret | null {
  const secret = cookieHeader === undefined ? undefined : parseCookie(cookieHeader)[SESSION_COOKIE];
  return secret ? { secret: isOneOf(secret, IN_COOKIE) ? secret : '', isCookie: true } : null;
}

export const bearerSecret = (bearer: string): RequestSecret => ({
  secret: isOneOf(bearer, AS_BEARER) ? bearer : '',
  isCookie: false,
});

const isOneOf = (secret: string, kinds: readonly SecretKind[]): boolean => {
  const kind = secretKindOf(secret);
  return kind !== null && kinds.includes(kind);
};

/** `Set-Cookie` for a secret that scripts can't read and other sites' forms don't send; an empty one takes it back. */
export const sessionCookie = (secret: string, options: { isSecure: boolean; maxAgeMs: number }): string =>
  stringifySetCookie({
    name: SESSION_COOKIE,
    value: secret,
    httpOnly: true,
    sameSite: 'lax',
    secure: options.isSecure,
    path: '/',
    maxAge: Math.floor(options.maxAgeMs / 1000),
  });
