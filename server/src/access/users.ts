import type { Queries } from '../log/database.ts';
import { toIso } from '../log/iso-time.ts';
import type { AccessParts } from './access-parts.ts';
import { done, refuse, type Outcome } from './access-refusal.ts';
import type { Endings } from './endings.ts';
import { newHashedPassword } from './passwords.ts';
import { endSessionsOf } from './sessions.ts';
import { revokeTokensOf } from './tokens.ts';
import { isUsableSignInName } from './usable-name.ts';
import {
  findUserByName,
  insertUser,
  listedUser,
  lockUsers,
  USER_COLUMNS,
  type ListedUser,
  type NewUser,
  type OneTimeAccess,
  type UserTableRow,
} from './user-table.ts';

export type UserChange = Partial<Pick<NewUser, 'role' | 'scope'>> & { readonly disabled?: boolean };

/** The people who may sign in. Names are unique without regard to case. */
export class Users {
  readonly #parts: AccessParts;
  readonly #endings: Endings;

  constructor(parts: AccessParts, endings: Endings) {
    this.#parts = parts;
    this.#endings = endings;
  }

  /** The first start: creates `admin` when there is no user at all, else null. Of several servers one creates it. */
  async ensureAdministrator(): Promise<OneTimeAccess | null> {
    const { database, randomBytes } = this.#parts;
    if (await hasUsers(database)) return null;
    const secret = await newHashedPassword(randomBytes);
    return database.transaction(async (transaction) => {
      await lockUsers(transaction);
      if (await hasUsers(transaction)) return null;
      return insertUser(transaction, { name: 'admin', role: 'administrator', scope: null }, secret, this.#parts);
    });
  }

  async add(wish: NewUser): Promise<Outcome<OneTimeAccess>> {
    const name = wish.name.normalize('NFC');
    if (!isUsableSignInName(name)) {
      return refuse('name-not-usable', 'A name has 1 to 100 letters and digits, and after the first also . _ @ -');
    }
    if (isScopeMissing(wish)) return SCOPE_REQUIRED;
    const secret = await newHashedPassword(this.#parts.randomBytes);
    return this.#parts.database.transaction(async (transaction) => {
      await lockUsers(transaction);
      if (await findUserByName(transaction, name)) return refuse('name-taken', `There is already a user ${name}.`);
      return done(await insertUser(transaction, { ...wish, name }, secret, this.#parts));
    });
  }

  /** By name; the disabled too. */
  async list(): Promise<ListedUser[]> {
    const rows = await this.#parts.database.query<UserTableRow>(
      `SELECT ${USER_COLUMNS} FROM access_users ORDER BY lower(name)`,
    );
    return rows.map(listedUser);
  }

  async find(name: string): Promise<ListedUser | null> {
    const row = await findUserByName(this.#parts.database, name);
    return row ? listedUser(row) : null;
  }

  /**
   * Changes role, scope, or whether the user may come in. Whatever changes, their
   * sessions end, so that nothing goes on under the old rights; the tokens they
   * created end when they are disabled. The last administrator stays one.
   */
  async change(id: string, change: UserChange): Promise<Outcome<ListedUser>> {
    return this.#endings.revoking<Outcome<ListedUser>>(this.#parts.database, async (transaction) => {
      await lockUsers(transaction);
      const [row] = await transaction.query<UserTableRow>(`SELECT ${USER_COLUMNS} FROM access_users WHERE id = $1`, [
        id,
      ]);
      if (!row) return { result: refuse('unknown-user', `There is no user ${id}.`), ended: [] };
      const next = {
        role: change.role ?? row.role,
        scope: change.scope === undefined ? row.scope : change.scope,
        isDisabled: change.disabled ?? row.disabled_at !== null,
      };
      if (isScopeMissing(next)) return { result: SCOPE_REQUIRED, ended: [] };
      const isOne = isFullAdministrator({ ...row, isDisabled: row.disabled_at !== null });
      if (isOne && !isFullAdministrator(next) && !(await hasAdministratorBut(transaction, id))) {
        return { result: LAST_ADMINISTRATOR, ended: [] };
      }
      const at = toIso(this.#parts.now());
      const [changed] = await transaction.query<UserTableRow>(
        `UPDATE access_users SET role = $2, scope = $3,
           disabled_at = CASE WHEN $4 THEN coalesce(disabled_at, $5) END WHERE id = $1 RETURNING ${USER_COLUMNS}`,
        [id, next.role, next.scope, next.isDisabled, at],
      );
      const ended = await endSessionsOf(transaction, id);
      if (next.isDisabled) ended.push(...(await revokeTokensOf(transaction, id, at)));
      return { result: done(listedUser(changed as UserTableRow)), ended };
    });
  }
}

const SCOPE_REQUIRED = refuse('scope-required', 'A supervisor supervises a region: name it as the scope.');
const LAST_ADMINISTRATOR = refuse('last-administrator', 'Make somebody else an administrator of everything first.');

const isScopeMissing = (user: Pick<NewUser, 'role' | 'scope'>): boolean =>
  user.role === 'supervisor' && user.scope === null;

const isFullAdministrator = (user: Pick<NewUser, 'role' | 'scope'> & { readonly isDisabled: boolean }): boolean =>
  user.role === 'administrator' && user.scope === null && !user.isDisabled;

const hasUsers = async (queries: Queries): Promise<boolean> =>
  (await queries.query('SELECT 1 FROM access_users LIMIT 1')).length > 0;

const hasAdministratorBut = async (transaction: Queries, id: string): Promise<boolean> => {
  const others = await transaction.query(
    `SELECT 1 FROM access_users
     WHERE role = 'administrator' AND scope IS NULL AND disabled_at IS NULL AND id <> $1 LIMIT 1`,
    [id],
  );
  return others.length > 0;
};
