import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Accounts } from '../access/accounts.ts';
import { secretKindOf } from '../access/secrets.ts';
import { secretOf } from './request-secret.ts';

export interface WebRoutesOptions {
  /** Folder of the built web app. */
  readonly directory: string;
  readonly accounts: Pick<Accounts, 'verify'>;
}

/** Pages that anybody may open: they show nothing of the city. */
const OPEN_PAGES = ['/sign-in', '/hold'] as const;
/** Pages for those who are signed in; others are led away. */
const INNER_PAGES = ['/wall', '/console', '/measures', '/account/password', '/dev/ui'] as const;

const NOT_BUILT = 'The web app is not built. Run `npm run build`, or start the server with `npm start`.\n';

/** The web app: one page for every screen, and its assets under names that carry their hash. */
export async function webRoutes(app: FastifyInstance, { directory, accounts }: WebRoutesOptions): Promise<void> {
  const isBuilt = existsSync(join(directory, 'index.html'));
  await app.register(fastifyStatic, { root: directory, serve: false, ...(!isBuilt && { suppressWarning: true }) });

  const sendPage = async (reply: FastifyReply): Promise<FastifyReply> => {
    if (!existsSync(join(directory, 'index.html'))) return reply.code(503).type('text/plain').send(NOT_BUILT);
    const page = await readFile(join(directory, 'index.html'), 'utf8');
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page);
  };

  app.get('/', { config: { action: 'open' }, schema: { hide: true } }, (_request, reply) => reply.redirect('/wall'));
  for (const page of OPEN_PAGES) {
    app.get(page, { config: { action: 'open' }, schema: { hide: true } }, (_request, reply) => sendPage(reply));
  }
  for (const page of INNER_PAGES) {
    app.get(page, { config: { action: 'open' }, schema: { hide: true } }, async (request, reply) => {
      const elsewhere = await whereToSignIn(request, accounts);
      return elsewhere ? reply.redirect(elsewhere) : sendPage(reply);
    });
  }
  app.get<{ Params: { '*': string } }>(
    '/assets/*',
    { config: { action: 'open' }, schema: { hide: true }, logLevel: 'silent' },
    (request, reply) => reply.sendFile(`assets/${request.params['*']}`, { immutable: true, maxAge: '365d' }),
  );
  app.get(
    '/favicon.svg',
    { config: { action: 'open' }, schema: { hide: true }, logLevel: 'silent' },
    (_request, reply) => reply.sendFile('favicon.svg'),
  );
}

/** Null for those who are signed in. A wall whose token has ended gets the holding page, never a form. */
async function whereToSignIn(request: FastifyRequest, accounts: Pick<Accounts, 'verify'>): Promise<string | null> {
  const secret = secretOf(request.headers)?.secret;
  if (!secret) return `/sign-in?to=${encodeURIComponent(request.url)}`;
  // While the store is away the page itself says so, and comes back by itself.
  const isIn = await accounts.verify(secret).then(
    (principal) => principal !== null,
    () => true,
  );
  if (isIn) return null;
  return secretKindOf(secret) === 'display' ? '/hold' : `/sign-in?to=${encodeURIComponent(request.url)}`;
}
