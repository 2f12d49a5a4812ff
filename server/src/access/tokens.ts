import { instant, type RegionId } from '@citybrain/domain';
import type { Role, TokenRow } from '@citybrain/protocol';
import type { Queries } from '../log/database.ts';
import { toIso } from '../log/iso-time.ts';
import type { AccessParts } from './access-parts.ts';
import { done, refuse, type Outcome } from './access-refusal.ts';
import type { Endings } from './endings.ts';
import { FEED_PATTERN } from './feed-pattern.ts';
import { fieldLevelOf, type Principal } from './principal.ts';
import { hashSecret, newId, newSecret } from './secrets.ts';
import { SEEN_EVERY_MS } from './sessions.ts';
import { isUsableName } from './usable-name.ts';

export const TOKEN_KINDS = ['feed', 'display', 'api'] as const satisfies readonly TokenRow['kind'][];
export type TokenKind = (typeof TOKEN_KINDS)[number];

/** What a token of each kind may do. */
const ROLE_OF: Readonly<Record<TokenKind, Role>> = { feed: 'feed', display: 'display', api: 'viewer' };

/** A token as it is listed. `feed`: the feeds a feed token may write, null for the other kinds. */
export interface ListedToken extends TokenRow {
  readonly feed: string | null;
}

export interface NewToken {
  readonly kind: TokenKind;
  readonly name: string;
  /** null: everything. */
  readonly scope: RegionId | null;
  /** A feed token's feeds, see {@link FEED_PATTERN}; null for the other kinds. */
  readonly feed: string | null;
}

interface TokenTableRow {
  readonly id: string;
  readonly kind: TokenKind;
  readonly name: string;
  readonly scope: RegionId | null;
  readonly feed: string | null;
  readonly created_at: number;
  readonly last_used_at: number | null;
  readonly revoked_at: number | null;
}
const COLUMNS = 'id, kind, name, scope, feed, created_at, last_used_at, revoked_at';

/** Tokens of feeds, displays and machine clients. */
export class Tokens {
  readonly #parts: AccessParts;
  readonly #endings: Endings;

  constructor(parts: AccessParts, endings: Endings) {
    this.#parts = parts;
    this.#endings = endings;
  }

  /**
   * The secret is answered here and never again.
   * @param createdBy whose leaving ends the token; null: made by a command on the server.
   */
  async create(wish: NewToken, createdBy: Principal | null): Promise<Outcome<{ token: ListedToken; secret: string }>> {
    if (!isUsableName(wish.name)) return refuse('name-not-usable', 'Give the token a name of 1 to 100 characters.');
    if (wish.kind === 'feed' ? !FEED_PATTERN.test(wish.feed ?? '') : wish.feed !== null) {
      return refuse(
        'feed-not-usable',
        'A feed token names its feed (letters, digits, ".", "_", "-"; a "*" at the end stands for any rest); other tokens name none.',
      );
    }
    const secret = newSecret(wish.kind, this.#parts.randomBytes);
    const [row] = await this.#parts.database.query<TokenTableRow>(
      `INSERT INTO access_tokens (id, secret_sha256, kind, name, scope, feed, created_by, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING ${COLUMNS}`,
      [
        newId('token', this.#parts.randomBytes),
        hashSecret(secret),
        wish.kind,
        wish.name,
        wish.scope,
        wish.feed,
        createdBy?.kind === 'user' ? createdBy.id : null,
        toIso(this.#parts.now()),
      ],
    );
    return done({ token: listedToken(row as TokenTableRow), secret });
  }

  /** Newest first, the revoked too. */
  async list(): Promise<ListedToken[]> {
    const rows = await this.#parts.database.query<TokenTableRow>(
      `SELECT ${COLUMNS} FROM access_tokens ORDER BY created_at DESC, id`,
    );
    return rows.map(listedToken);
  }

  /** What uses the token is cut off at once. Revoking twice is no error. */
  async revoke(id: string): Promise<Outcome<ListedToken>> {
    const token = await this.#endings.revoking(this.#parts.database, async (transaction) => {
      const [row] = await transaction.query<TokenTableRow>(
        `UPDATE access_tokens SET revoked_at = coalesce(revoked_at, $2) WHERE id = $1 RETURNING ${COLUMNS}`,
        [id, toIso(this.#parts.now())],
      );
      return { result: row ? listedToken(row) : null, ended: row ? [id] : [] };
    });
    return token ? done(token) : refuse('unknown-token', `There is no token ${id}; list them to see their ids.`);
  }

  /** Who holds the token of this secret's hash; null: unknown or revoked. */
  async find(secretHash: Buffer): Promise<Principal | null> {
    const { database, now } = this.#parts;
    const [row] = await database.query<TokenTableRow>(
      `SELECT ${COLUMNS} FROM access_tokens WHERE secret_sha256 = $1 AND revoked_at IS NULL`,
      [secretHash],
    );
    if (!row) return null;
    if (now() - (row.last_used_at ?? 0) > SEEN_EVERY_MS) await this.touch([row.id]);
    return principalOf(row);
  }

  async touch(ids: readonly string[]): Promise<void> {
    const at = this.#parts.now();
    await this.#parts.database.execute(
      'UPDATE access_tokens SET last_used_at = $2 WHERE id = ANY ($1) AND (last_used_at IS NULL OR last_used_at < $3)',
      [ids, toIso(at), toIso(at - SEEN_EVERY_MS)],
    );
  }

  /** Those of `ids` that are still good. */
  async alive(ids: readonly string[]): Promise<string[]> {
    const rows = await this.#parts.database.query<{ id: string }>(
      'SELECT id FROM access_tokens WHERE id = ANY ($1) AND revoked_at IS NULL',
      [ids],
    );
    return rows.map((row) => row.id);
  }
}

/** Revokes what `userId` created, in the caller's transaction; answers the ids that ended. */
export async function revokeTokensOf(transaction: Queries, userId: string, at: string): Promise<string[]> {
  const rows = await transaction.query<{ id: string }>(
    'UPDATE access_tokens SET revoked_at = $2 WHERE created_by = $1 AND revoked_at IS NULL RETURNING id',
    [userId, at],
  );
  return rows.map((row) => row.id);
}

const instantOrNull = (at: number | null): TokenRow['revokedAt'] => (at === null ? null : instant(at));

const listedToken = (row: TokenTableRow): ListedToken => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  scope: row.scope,
  feed: row.feed,
  createdAt: instant(row.created_at),
  lastUsedAt: instantOrNull(row.last_used_at),
  revokedAt: instantOrNull(row.revoked_at),
});

const principalOf = (row: TokenTableRow): Principal => ({
  id: row.id,
  kind: 'token',
  name: row.name,
  role: ROLE_OF[row.kind],
  scopeId: row.scope,
  fieldLevel: fieldLevelOf(ROLE_OF[row.kind]),
  credentialId: row.id,
  mustChangePassword: false,
  ...(row.feed === null ? {} : { feed: row.feed }),
});
