import type { RegionId } from '@citybrain/domain';
import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import type { Access } from '../access/access.ts';
import type { Accounts } from '../access/accounts.ts';
import { TOKEN_KINDS } from '../access/tokens.ts';
import { principalOf } from './authenticate.ts';
import { sendProblem, sendRefusal } from './problem.ts';

const ScopeText = Type.Union([Type.String({ minLength: 1, maxLength: 100 }), Type.Null()]);

/** `scope`: a region's id, null or left out for everything; `feed`: see FEED_PATTERN, for feed tokens only. */
const TokenWish = Type.Object({
  kind: Type.Enum([...TOKEN_KINDS]),
  name: Type.String({ minLength: 1, maxLength: 100 }),
  scope: Type.Optional(ScopeText),
  feed: Type.Optional(Type.Union([Type.String({ minLength: 1, maxLength: 64 }), Type.Null()])),
});
type TokenWish = Static<typeof TokenWish>;

const URL = '/api/v1/tokens';
const tags = ['access'];
const config = { action: 'token.manage' } as const;

/** Tokens of feeds, displays and machine clients, for administrators. */
export function registerTokenRoutes(app: FastifyInstance, parts: { accounts: Accounts; access: Access }): void {
  const { accounts, access } = parts;

  app.get(URL, { config, schema: { summary: 'The tokens, newest first', tags } }, async () => ({
    tokens: await accounts.tokens.list(),
  }));

  app.post<{ Body: TokenWish }>(
    URL,
    { config, schema: { summary: 'Create a token; its secret is answered once', tags, body: TokenWish } },
    async (request, reply) => {
      const { kind, name } = request.body;
      const scope = (request.body.scope ?? null) as RegionId | null;
      if (scope !== null && !access.isKnownRegion(scope)) {
        return sendProblem(reply, 422, 'unknown-region', `There is no region ${scope}.`);
      }
      const wish = { kind, name, scope, feed: request.body.feed ?? null };
      const outcome = await accounts.tokens.create(wish, principalOf(request));
      return outcome.ok ? reply.code(201).send(outcome.value) : sendRefusal(reply, outcome.refusal);
    },
  );

  app.delete<{ Params: { id: string } }>(
    `${URL}/:id`,
    { config, schema: { summary: 'Revoke a token at once', tags } },
    async (request, reply) => {
      const outcome = await accounts.tokens.revoke(request.params.id);
      return outcome.ok ? reply.code(204).send() : sendRefusal(reply, outcome.refusal);
    },
  );
}
