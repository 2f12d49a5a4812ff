import { DAY_MS, type Instant } from '@citybrain/domain';
import { PasswordChange, PasswordSignIn, SignIn } from '@citybrain/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { Value } from 'typebox/value';
import type { Access } from '../access/access.ts';
import type { Accounts } from '../access/accounts.ts';
import { secretKindOf } from '../access/secrets.ts';
import { SignInLimits } from '../access/sign-in-limits.ts';
import { SESSION_MAX_MS } from '../access/sessions.ts';
import { principalOf } from './authenticate.ts';
import { sendProblem, sendRefusal } from './problem.ts';
import { sessionCookie } from './request-secret.ts';

export interface SessionRouteParts {
  readonly accounts: Accounts;
  readonly access: Access;
  readonly now: () => Instant;
}

const URL = '/api/v1/session';
const tags = ['access'];
const config = { action: 'session.own' } as const;
/** A display keeps its token for as long as browsers keep a cookie; it ends when the token is revoked. */
const DISPLAY_COOKIE_MS = 400 * DAY_MS;
const MAX_BODY_BYTES = 16_384;
const SIGN_IN_FAILED = 'Name and password, or the code, are not right or no longer valid.';

/** Signing in and out, who is signed in, and one's own password. */
export function registerSessionRoutes(app: FastifyInstance, { accounts, access, now }: SessionRouteParts): void {
  const limits = new SignInLimits(now);

  app.post<{ Body: SignIn }>(
    URL,
    {
      config: { action: 'open' },
      schema: { summary: 'Sign in by name and password, or by code', tags, body: SignIn },
      bodyLimit: MAX_BODY_BYTES,
    },
    async (request, reply) => {
      const name = isByPassword(request.body) ? request.body.name : null;
      const waitMs = limits.begin(request.ip, name);
      if (waitMs > 0) return sendTooManyAttempts(reply, waitMs);
      const secret = await openSession(accounts, request.body);
      const principal = secret === null ? null : await accounts.verify(secret);
      if (secret === null || !principal) return sendProblem(reply, 401, 'sign-in-failed', SIGN_IN_FAILED);
      limits.succeed(request.ip, name);
      setCookie(request, reply, secret, principal.kind === 'user' ? SESSION_MAX_MS : DISPLAY_COOKIE_MS);
      return access.viewerOf(principal);
    },
  );

  app.get(URL, { config, schema: { summary: 'Who is signed in', tags } }, (request) =>
    access.viewerOf(principalOf(request)),
  );

  app.delete(URL, { config, schema: { summary: 'Sign out', tags } }, async (request, reply) => {
    const principal = principalOf(request);
    if (principal.kind === 'user') await accounts.sessions.end(principal.credentialId);
    setCookie(request, reply, '', 0);
    return reply.code(204).send();
  });

  app.put<{ Body: PasswordChange }>(
    `${URL}/password`,
    { config, schema: { summary: 'Replace the own password', tags, body: PasswordChange }, bodyLimit: MAX_BODY_BYTES },
    async (request, reply) => {
      const principal = principalOf(request);
      if (principal.kind !== 'user') return sendProblem(reply, 403, 'not-allowed', 'A token has no password.');
      const waitMs = limits.begin(principal.id, principal.name);
      if (waitMs > 0) return sendTooManyAttempts(reply, waitMs);
      const outcome = await accounts.passwords.change(principal, request.body.current, request.body.next);
      if (outcome.ok || outcome.refusal.code !== 'wrong-password') limits.succeed(principal.id, principal.name);
      if (!outcome.ok) return sendRefusal(reply, outcome.refusal);
      accounts.refresh(principal);
      return reply.code(204).send();
    },
  );
}

/** A body may hold more than it must, so that no single field tells. */
const isByPassword = (signIn: SignIn): signIn is Static<typeof PasswordSignIn> => Value.Check(PasswordSignIn, signIn);

/** The secret for the cookie: of a new session, or a display's own token, with which its browser comes in as by a link. */
async function openSession(accounts: Accounts, signIn: SignIn): Promise<string | null> {
  if (isByPassword(signIn)) return accounts.signIn(signIn.name, signIn.password);
  return secretKindOf(signIn.code) === 'display' ? signIn.code : accounts.sessions.openByLink(signIn.code);
}

function setCookie(request: FastifyRequest, reply: FastifyReply, secret: string, maxAgeMs: number): void {
  void reply.header('set-cookie', sessionCookie(secret, { isSecure: request.protocol === 'https', maxAgeMs }));
}

function sendTooManyAttempts(reply: FastifyReply, waitMs: number): FastifyReply {
  const seconds = Math.ceil(waitMs / 1000);
  const detail = `Too many failed attempts. Try again in ${Math.ceil(seconds / 60)} minutes.`;
  return sendProblem(reply.header('retry-after', seconds), 429, 'too-many-attempts', detail);
}
