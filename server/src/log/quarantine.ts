import { createHash } from 'node:crypto';
import { instant, type Instant, type RegionId } from '@citybrain/domain';
import type { Database } from './database.ts';
import { toIso } from './iso-time.ts';

/** An item that intake refused, as it came. */
export interface RefusedItem {
  readonly feed: string;
  readonly raw: Buffer;
  readonly code: string;
  readonly message: string;
  readonly path: string | null;
  readonly itemId: string | null;
  /** Where the item counts without a place of its own. */
  readonly home: RegionId | null;
}

export interface QuarantinedItem extends RefusedItem {
  readonly id: number;
  readonly receivedAt: Instant;
  readonly attempts: number;
  readonly resolvedAt: Instant | null;
}

interface QuarantineTableRow {
  readonly id: number;
  readonly feed: string;
  readonly raw: Buffer;
  readonly code: string;
  readonly message: string;
  readonly path: string | null;
  readonly item_id: string | null;
  readonly home_region_id: RegionId | null;
  readonly received_at: number;
  readonly attempts: number;
  readonly resolved_at: number | null;
}

/** Keeps what intake refused until a person sends it again or lets it lie. */
export class Quarantine {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Stores `items`, durable on return; answers their ids in order. The same bytes from the same feed are one entry. */
  async put(items: readonly RefusedItem[], receivedAt: Instant): Promise<number[]> {
    if (items.length === 0) return [];
    const hashes = items.map((item) => createHash('sha256').update(item.raw).digest());
    const keyOf = (feed: string, hash: Buffer): string => `${feed} ${hash.toString('hex')}`;
    // One statement can't touch a row twice: the same bytes within one request are one entry.
    const unique = new Map(items.map((item, index) => [keyOf(item.feed, hashes[index] as Buffer), index]));
    const chosen = [...unique.values()];
    const column = <Value>(pick: (item: RefusedItem, index: number) => Value): Value[] =>
      chosen.map((index) => pick(items[index] as RefusedItem, index));
    const rows = await this.#database.query<{ id: number; feed: string; raw_sha256: Buffer }>(
      `INSERT INTO quarantine (feed, raw_sha256, raw, code, message, path, item_id, home_region_id,
         first_received_at, received_at)
       SELECT feed, sha, raw, code, message, path, item_id, home, $9, $9
       FROM unnest($1::text[], $2::bytea[], $3::bytea[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
         AS new (feed, sha, raw, code, message, path, item_id, home)
       ORDER BY sha
       ON CONFLICT (feed, raw_sha256) DO UPDATE SET
         attempts = quarantine.attempts + 1, received_at = EXCLUDED.received_at, resolved_at = NULL,
         code = EXCLUDED.code, message = EXCLUDED.message, path = EXCLUDED.path,
         home_region_id = EXCLUDED.home_region_id
       RETURNING id, feed, raw_sha256`,
      [
        column((item) => item.feed),
        column((_, index) => hashes[index]),
        column((item) => item.raw),
        column((item) => item.code),
        column((item) => item.message),
        column((item) => item.path),
        column((item) => item.itemId),
        column((item) => item.home),
        toIso(receivedAt),
      ],
    );
    const ids = new Map(rows.map((row) => [keyOf(row.feed, row.raw_sha256), row.id]));
    return items.map((item, index) => ids.get(keyOf(item.feed, hashes[index] as Buffer)) as number);
  }

  /** Open entries, newest first, below `beforeId` if given. */
  async list(filter: {
    readonly feed?: string;
    readonly beforeId?: number;
    readonly limit: number;
  }): Promise<QuarantinedItem[]> {
    const rows = await this.#database.query<QuarantineTableRow>(
      `SELECT * FROM quarantine WHERE resolved_at IS NULL AND ($1::text IS NULL OR feed = $1)
         AND ($2::bigint IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
      [filter.feed ?? null, filter.beforeId ?? null, filter.limit],
    );
    return rows.map(fromRow);
  }

  async find(id: number): Promise<QuarantinedItem | null> {
    const [row] = await this.#database.query<QuarantineTableRow>('SELECT * FROM quarantine WHERE id = $1', [id]);
    return row ? fromRow(row) : null;
  }

  async resolve(id: number, at: Instant): Promise<void> {
    await this.#database.execute('UPDATE quarantine SET resolved_at = $2 WHERE id = $1', [id, toIso(at)]);
  }

  /** Open entries by reason, most first. */
  async countByCode(): Promise<{ code: string; count: number }[]> {
    return this.#database.query(
      `SELECT code, count(*) AS count FROM quarantine WHERE resolved_at IS NULL GROUP BY code ORDER BY count DESC, code`,
    );
  }
}

const fromRow = (row: QuarantineTableRow): QuarantinedItem => ({
  id: row.id,
  feed: row.feed,
  raw: row.raw,
  code: row.code,
  message: row.message,
  path: row.path,
  itemId: row.item_id,
  home: row.home_region_id,
  receivedAt: instant(row.received_at),
  attempts: row.attempts,
  resolvedAt: row.resolved_at === null ? null : instant(row.resolved_at),
});
