import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods, RouteOptions } from 'fastify';
import type { Access } from '../access/access.ts';
import type { Accounts } from '../access/accounts.ts';
import type { Action } from '../access/policy.ts';
import type { Principal } from '../access/principal.ts';
import { isOpenRoute } from './open-routes.ts';
import { sendProblem, sendRefusal } from './problem.ts';
import { isFromOwnSite, isFromThisMachine } from './request-origin.ts';
import { bearerSecret, cookieSecret, secretOf, type RequestSecret } from './request-secret.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the route asks of its caller; `open`: nothing, see OPEN_ROUTES. Every route says it. */
    action?: Action | 'open';
    /** Programs on this machine need not sign in. */
    isOpenToThisMachine?: boolean;
  }
  interface FastifyRequest {
    /** Who asks; null on open routes. */
    principal: Principal | null;
  }
  interface FastifyInstance {
    /** Every route there is, in the order in which they were added. */
    declaredRoutes: DeclaredRoute[];
  }
}

export interface DeclaredRoute {
  readonly method: HTTPMethods;
  readonly url: string;
  readonly action: Action | 'open';
}

export interface AuthenticationParts {
  readonly accounts: Pick<Accounts, 'verify'>;
  readonly access: Access;
}

/** What a socket brings along when it connects: headers, and a token from Socket.IO's `auth`. */
export interface SocketHandshake {
  readonly cookie: string | undefined;
  readonly token: string | undefined;
  readonly origin: string | undefined;
  readonly host: string | undefined;
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Asks access before each request of `app`, ahead of its body: 401 without a
 * good secret, 403 when the policy says no. Call it before any route is added;
 * a route that does not declare its action stops the start. WebSocket routes
 * pass here too, before they are upgraded.
 */
export function registerAuthentication(app: FastifyInstance, parts: AuthenticationParts): void {
  app.decorateRequest('principal', null);
  app.decorate('declaredRoutes', []);
  app.addHook('onRoute', (route) => {
    app.declaredRoutes.push(...declarationOf(route));
  });
  app.addHook('onRequest', async (request, reply) => {
    if (request.is404) return;
    const secret = secretOf(request.headers);
    if (isRisky(request, secret) && !isFromOwnSite(request.headers, request.host)) {
      return sendProblem(reply, 403, 'other-site', 'A page of another site may not do this for you.');
    }
    const { action, isOpenToThisMachine = false } = request.routeOptions.config;
    if (action === 'open' || (isOpenToThisMachine && secret === null && isFromThisMachine(request.raw))) return;
    if (secret === null) return sendSignInRequired(reply, 'sign-in-required', 'Sign in, or send a token as Bearer.');
    const principal = await parts.accounts.verify(secret.secret);
    if (!principal) return sendSignInRequired(reply, 'not-signed-in', 'The session or token is unknown or has ended.');
    const refusal = action === undefined ? NOT_DECLARED : parts.access.refusalOf(principal, action);
    if (refusal) return sendRefusal(reply, refusal);
    request.principal = principal;
  });
}

/** Who asks on a route that is not open. */
export function principalOf(request: FastifyRequest): Principal {
  if (!request.principal) throw new Error(`${request.url} is open and has no principal`);
  return request.principal;
}

/** Who connects: by its token, else by the cookie, which counts only for the server's own pages. Null: nobody known. */
export async function authenticateSocket(
  { cookie, token, origin, host }: SocketHandshake,
  accounts: Pick<Accounts, 'verify'>,
): Promise<Principal | null> {
  const secret = token === undefined ? cookieSecret(cookie) : bearerSecret(token);
  if (!secret || (secret.isCookie && !isFromOwnSite({ origin }, host ?? ''))) return null;
  return accounts.verify(secret.secret);
}

const NOT_DECLARED = { code: 'not-allowed', message: 'Nobody may do this.' } as const;

/** Changes something, or opens a socket, by what a browser adds by itself. A bearer is never added by itself. */
const isRisky = (request: FastifyRequest, secret: RequestSecret | null): boolean =>
  secret?.isCookie === false ? false : !SAFE_METHODS.has(request.method) || request.headers.upgrade !== undefined;

const sendSignInRequired = (reply: FastifyReply, code: string, detail: string): FastifyReply =>
  sendProblem(reply.header('www-authenticate', 'Bearer'), 401, code, detail);

function declarationOf({ method, url, config }: RouteOptions): DeclaredRoute[] {
  return [method].flat().map((one) => {
    const action = config?.action;
    if (action === undefined) throw new Error(`${one} ${url} does not declare its action`);
    if (action === 'open' && !isOpenRoute(one, url)) throw new Error(`${one} ${url} is not among OPEN_ROUTES`);
    return { method: one, url, action };
  });
}
