import { instant, type Instant, type RegionId } from '@citybrain/domain';
import type { Role } from '@citybrain/protocol';
import type { Queries } from '../log/database.ts';
import { toIso } from '../log/iso-time.ts';
import type { AccessParts } from './access-parts.ts';
import { newId } from './secrets.ts';
import { newLink } from './sessions.ts';

/** Displays and feeds have tokens, not users. */
export const USER_ROLES = ['administrator', 'supervisor', 'viewer'] as const satisfies readonly Role[];
export type UserRole = (typeof USER_ROLES)[number];

export interface ListedUser {
  readonly id: string;
  readonly name: string;
  readonly role: UserRole;
  readonly scope: RegionId | null;
  readonly mustChangePassword: boolean;
  readonly createdAt: Instant;
  readonly disabledAt: Instant | null;
}

export interface NewUser {
  readonly name: string;
  readonly role: UserRole;
  /** null: everything; a supervisor has one. */
  readonly scope: RegionId | null;
}

/** What a person gets to come in for the first time, or again. */
export interface OneTimeAccess {
  readonly user: ListedUser;
  /** Until they replace it, they see but can't manage. */
  readonly password: string;
  /** Code of a link that signs in once within a day. */
  readonly code: string;
}

export interface UserTableRow {
  readonly id: string;
  readonly name: string;
  readonly role: UserRole;
  readonly scope: RegionId | null;
  readonly must_change_password: boolean;
  readonly created_at: number;
  readonly disabled_at: number | null;
}
export const USER_COLUMNS = 'id, name, role, scope, must_change_password, created_at, disabled_at';

export const listedUser = (row: UserTableRow): ListedUser => ({
  id: row.id,
  name: row.name,
  role: row.role,
  scope: row.scope,
  mustChangePassword: row.must_change_password,
  createdAt: instant(row.created_at),
  disabledAt: row.disabled_at === null ? null : instant(row.disabled_at),
});

export async function findUserByName(queries: Queries, name: string): Promise<UserTableRow | null> {
  const [row] = await queries.query<UserTableRow>(
    `SELECT ${USER_COLUMNS} FROM access_users WHERE lower(name) = lower($1)`,
    [name.normalize('NFC')],
  );
  return row ?? null;
}

/** Rules about all users together (unique names, one administrator at least) are checked under this lock. */
export const lockUsers = (transaction: Queries): Promise<unknown> =>
  transaction.execute('LOCK TABLE access_users IN SHARE ROW EXCLUSIVE MODE');

export async function insertUser(
  transaction: Queries,
  wish: NewUser,
  secret: { readonly password: string; readonly passwordHash: string },
  parts: AccessParts,
): Promise<OneTimeAccess> {
  const [row] = await transaction.query<UserTableRow>(
    `INSERT INTO access_users (id, name, password_hash, must_change_password, role, scope, created_at)
     VALUES ($1, $2, $3, true, $4, $5, $6) RETURNING ${USER_COLUMNS}`,
    [newId('user', parts.randomBytes), wish.name, secret.passwordHash, wish.role, wish.scope, toIso(parts.now())],
  );
  const user = listedUser(row as UserTableRow);
  return { user, password: secret.password, code: await newLink(transaction, user.id, parts) };
}
