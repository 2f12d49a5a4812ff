import type { RegionId } from '@citybrain/domain';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Type, type Static } from 'typebox';
import type { Access } from '../access/access.ts';
import type { Accounts } from '../access/accounts.ts';
import { USER_ROLES } from '../access/user-table.ts';
import { sendProblem, sendRefusal } from './problem.ts';

const ScopeText = Type.Union([Type.String({ minLength: 1, maxLength: 100 }), Type.Null()]);
const UserRoleWord = Type.Enum([...USER_ROLES]);

/** `scope`: a region's id, null or left out for everything. */
const UserWish = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 100 }),
  role: UserRoleWord,
  scope: Type.Optional(ScopeText),
});
type UserWish = Static<typeof UserWish>;

/** What is left out stays. */
const UserChangeWish = Type.Object({
  role: Type.Optional(UserRoleWord),
  scope: Type.Optional(ScopeText),
  disabled: Type.Optional(Type.Boolean()),
});
type UserChangeWish = Static<typeof UserChangeWish>;

const URL = '/api/v1/users';
const tags = ['access'];
const config = { action: 'user.manage' } as const;

/** The people who may sign in, for administrators. */
export function registerUserRoutes(app: FastifyInstance, parts: { accounts: Accounts; access: Access }): void {
  const { users } = parts.accounts;
  const isUnknown = (scope: string | null | undefined): scope is string =>
    typeof scope === 'string' && !parts.access.isKnownRegion(scope as RegionId);

  app.get(URL, { config, schema: { summary: 'The users by name', tags } }, async () => ({ users: await users.list() }));

  app.post<{ Body: UserWish }>(
    URL,
    { config, schema: { summary: 'Create a user with a one-time password and link', tags, body: UserWish } },
    async (request, reply) => {
      const { name, role, scope = null } = request.body;
      if (isUnknown(scope)) return sendUnknownRegion(reply, scope);
      const outcome = await users.add({ name, role, scope: scope });
      return outcome.ok ? reply.code(201).send(outcome.value) : sendRefusal(reply, outcome.refusal);
    },
  );

  app.patch<{ Params: { id: string }; Body: UserChangeWish }>(
    `${URL}/:id`,
    { config, schema: { summary: 'Change role or scope, or shut out; ends the sessions', tags, body: UserChangeWish } },
    async (request, reply) => {
      const { scope, ...rest } = request.body;
      if (isUnknown(scope)) return sendUnknownRegion(reply, scope);
      const change = scope === undefined ? rest : { ...rest, scope: scope as RegionId | null };
      const outcome = await users.change(request.params.id, change);
      return outcome.ok ? outcome.value : sendRefusal(reply, outcome.refusal);
    },
  );
}

const sendUnknownRegion = (reply: FastifyReply, scope: string): FastifyReply =>
  sendProblem(reply, 422, 'unknown-region', `There is no region ${scope}.`);
