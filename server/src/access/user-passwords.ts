import type { AccessParts } from './access-parts.ts';
import { done, refuse, type Outcome } from './access-refusal.ts';
import type { Endings } from './endings.ts';
import { hashPassword, isPassword, newHashedPassword, passwordRefusal } from './passwords.ts';
import type { Principal } from './principal.ts';
import { endSessionsOf, newLink } from './sessions.ts';
import { listedUser, USER_COLUMNS, type OneTimeAccess, type UserTableRow } from './user-table.ts';

/** What the users know: checked, replaced by themselves, or reset for them. */
export class UserPasswords {
  readonly #parts: AccessParts;
  readonly #endings: Endings;
  /** What the password of an unknown name is compared with, so that the answer takes as long. */
  #nobody: Promise<string> | null = null;

  constructor(parts: AccessParts, endings: Endings) {
    this.#parts = parts;
    this.#endings = endings;
  }

  /** The user's id when `password` is theirs; null otherwise, after the same time. */
  async check(name: string, password: string): Promise<string | null> {
    this.#nobody ??= newHashedPassword(this.#parts.randomBytes).then((secret) => secret.passwordHash);
    const nobody = await this.#nobody;
    const [row] = await this.#parts.database.query<{ id: string; password_hash: string }>(
      'SELECT id, password_hash FROM access_users WHERE lower(name) = lower($1) AND disabled_at IS NULL',
      [name.normalize('NFC')],
    );
    const isRight = await isPassword(row?.password_hash ?? nobody, password);
    return row && isRight ? row.id : null;
  }

  /** A new one-time password and link; ends the user's sessions. A disabled user stays disabled. */
  async reset(name: string): Promise<Outcome<OneTimeAccess>> {
    const { password, passwordHash } = await newHashedPassword(this.#parts.randomBytes);
    return this.#endings.revoking<Outcome<OneTimeAccess>>(this.#parts.database, async (transaction) => {
      const [row] = await transaction.query<UserTableRow>(
        `UPDATE access_users SET password_hash = $2, must_change_password = true
         WHERE lower(name) = lower($1) RETURNING ${USER_COLUMNS}`,
        [name.normalize('NFC'), passwordHash],
      );
      if (!row) return { result: refuse('unknown-user', `There is no user ${name}.`), ended: [] };
      const ended = await endSessionsOf(transaction, row.id);
      const code = await newLink(transaction, row.id, this.#parts);
      return { result: done({ user: listedUser(row), password, code }), ended };
    });
  }

  /**
   * Replaces the password of `principal` and ends their other sessions. In a
   * session that a one-time link opened, a one-time password need not be known.
   */
  async change(principal: Principal, current: string, next: string): Promise<Outcome<null>> {
    const weak = passwordRefusal(principal.name, next);
    if (weak) return { ok: false, refusal: weak };
    const [row] = await this.#parts.database.query<{ password_hash: string; is_vouched_for: boolean }>(
      `SELECT u.password_hash, s.opened_by_link AND u.must_change_password AS is_vouched_for
       FROM access_users AS u JOIN access_sessions AS s ON s.user_id = u.id WHERE u.id = $1 AND s.id = $2`,
      [principal.id, principal.credentialId],
    );
    if (!row) return refuse('unknown-user', 'This session has ended.');
    if (!row.is_vouched_for && !(await isPassword(row.password_hash, current))) {
      return refuse('wrong-password', 'The current password is not right.');
    }
    if (await isPassword(row.password_hash, next)) return refuse('weak-password', 'The new password is the old one.');
    return this.#replace(principal, row.password_hash, await hashPassword(next));
  }

  /** Of two changes at the same time the first counts. */
  #replace(principal: Principal, currentHash: string, nextHash: string): Promise<Outcome<null>> {
    return this.#endings.revoking<Outcome<null>>(this.#parts.database, async (transaction) => {
      const changed = await transaction.execute(
        'UPDATE access_users SET password_hash = $2, must_change_password = false WHERE id = $1 AND password_hash = $3',
        [principal.id, nextHash, currentHash],
      );
      if (changed === 0) return { result: refuse('wrong-password', 'The password was changed meanwhile.'), ended: [] };
      return { result: done(null), ended: await endSessionsOf(transaction, principal.id, principal.credentialId) };
    });
  }
}
