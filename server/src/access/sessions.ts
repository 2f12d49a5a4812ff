import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant, type RegionId } from '@citybrain/domain';
import type { Role } from '@citybrain/protocol';
import type { Queries } from '../log/database.ts';
import { toIso } from '../log/iso-time.ts';
import type { AccessParts } from './access-parts.ts';
import type { Endings } from './endings.ts';
import { fieldLevelOf, type Principal } from './principal.ts';
import { hashSecret, newId, newSecret } from './secrets.ts';

export const SESSION_IDLE_MS = 12 * HOUR_MS;
export const SESSION_MAX_MS = 30 * DAY_MS;
export const LINK_VALID_MS = DAY_MS;
/** "Last seen" and "last used" are written at most this often. */
export const SEEN_EVERY_MS = MINUTE_MS;

interface SessionRow {
  readonly id: string;
  readonly user_id: string;
  readonly name: string;
  readonly role: Role;
  readonly scope: RegionId | null;
  readonly must_change_password: boolean;
  readonly last_seen_at: number;
}

/** Sessions of people, by a secret in a cookie, and the one-time links that open one. */
export class Sessions {
  readonly #parts: AccessParts;
  readonly #endings: Endings;

  constructor(parts: AccessParts, endings: Endings) {
    this.#parts = parts;
    this.#endings = endings;
  }

  /** Opens a session for `userId` and answers its secret. */
  async open(userId: string, how: { readonly byLink: boolean }): Promise<string> {
    const secret = newSecret('session', this.#parts.randomBytes);
    const id = newId('session', this.#parts.randomBytes);
    await this.#parts.database.execute(
      `INSERT INTO access_sessions (id, secret_sha256, user_id, opened_by_link, created_at, last_seen_at)
       VALUES ($1, $2, $3, $4, $5, $5)`,
      [id, hashSecret(secret), userId, how.byLink, toIso(this.#parts.now())],
    );
    return secret;
  }

  /** Takes the link away and opens a session for its user; null: unknown, used, too old, or the user is disabled. */
  async openByLink(link: string): Promise<string | null> {
    // The row goes to one of those who ask at the same time.
    const [row] = await this.#parts.database.query<{ user_id: string }>(
      `DELETE FROM access_links USING access_users AS u
       WHERE secret_sha256 = $1 AND expires_at > $2 AND u.id = user_id AND u.disabled_at IS NULL RETURNING user_id`,
      [hashSecret(link), toIso(this.#parts.now())],
    );
    return row ? this.open(row.user_id, { byLink: true }) : null;
  }

  /** Who holds the session of this secret's hash; null: unknown, run out, or the user is disabled. */
  async find(secretHash: Buffer): Promise<Principal | null> {
    const { database, now } = this.#parts;
    const at = now();
    const [row] = await database.query<SessionRow>(
      `SELECT s.id, s.user_id, s.last_seen_at, u.name, u.role, u.scope, u.must_change_password
       FROM access_sessions AS s JOIN access_users AS u ON u.id = s.user_id
       WHERE s.secret_sha256 = $1 AND s.last_seen_at > $2 AND s.created_at > $3 AND u.disabled_at IS NULL`,
      [secretHash, ...aliveSince(at)],
    );
    if (!row) return null;
    if (at - row.last_seen_at > SEEN_EVERY_MS) await this.touch([row.id]);
    return principalOf(row);
  }

  /** What is open on a screen is in use. */
  async touch(ids: readonly string[]): Promise<void> {
    const at = this.#parts.now();
    await this.#parts.database.execute(
      `UPDATE access_sessions SET last_seen_at = $2 WHERE id = ANY ($1) AND last_seen_at < $3`,
      [ids, toIso(at), toIso(at - SEEN_EVERY_MS)],
    );
  }

  /** Those of `ids` that are still good. */
  async alive(ids: readonly string[]): Promise<string[]> {
    const rows = await this.#parts.database.query<{ id: string }>(
      'SELECT id FROM access_sessions WHERE id = ANY ($1) AND last_seen_at > $2 AND created_at > $3',
      [ids, ...aliveSince(this.#parts.now())],
    );
    return rows.map((row) => row.id);
  }

  async end(id: string): Promise<void> {
    await this.#endings.revoking(this.#parts.database, async (transaction) => {
      await transaction.execute('DELETE FROM access_sessions WHERE id = $1', [id]);
      return { result: undefined, ended: [id] };
    });
  }

  /** Deletes what ran out: sessions and unused links. */
  async clear(): Promise<void> {
    const [idle, oldest] = aliveSince(this.#parts.now());
    const { database, now } = this.#parts;
    await database.execute('DELETE FROM access_sessions WHERE last_seen_at <= $1 OR created_at <= $2', [idle, oldest]);
    await database.execute('DELETE FROM access_links WHERE expires_at <= $1', [toIso(now())]);
  }
}

/** Within the caller's transaction; answers the ids that ended. `but`: a session that stays. */
export async function endSessionsOf(
  transaction: Queries,
  userId: string,
  but: string | null = null,
): Promise<string[]> {
  const rows = await transaction.query<{ id: string }>(
    'DELETE FROM access_sessions WHERE user_id = $1 AND id IS DISTINCT FROM $2 RETURNING id',
    [userId, but],
  );
  await transaction.execute('DELETE FROM access_links WHERE user_id = $1', [userId]);
  return rows.map((row) => row.id);
}

/** A link that signs `userId` in once within {@link LINK_VALID_MS}; in the caller's transaction. */
export async function newLink(transaction: Queries, userId: string, parts: AccessParts): Promise<string> {
  const link = newSecret('link', parts.randomBytes);
  await transaction.execute('INSERT INTO access_links (secret_sha256, user_id, expires_at) VALUES ($1, $2, $3)', [
    hashSecret(link),
    userId,
    toIso(parts.now() + LINK_VALID_MS),
  ]);
  return link;
}

const aliveSince = (at: Instant): [idle: string, oldest: string] => [
  toIso(at - SESSION_IDLE_MS),
  toIso(at - SESSION_MAX_MS),
];

const principalOf = (row: SessionRow): Principal => ({
  id: row.user_id,
  kind: 'user',
  name: row.name,
  role: row.role,
  scopeId: row.scope,
  fieldLevel: fieldLevelOf(row.role),
  credentialId: row.id,
  mustChangePassword: row.must_change_password,
});
