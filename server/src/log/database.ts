import type { PoolClient } from 'pg';

/** Runs one SQL statement; `values` fill `$1`, `$2` … Rows come as plain objects. */
export interface Queries {
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** How many rows the statement touched. */
  execute(text: string, values?: readonly unknown[]): Promise<number>;
}

/**
 * The store: PostgreSQL, embedded or given. Throws a {@link Fault} with a
 * `STORE-…` code when the database can't be reached; the caller may try again.
 */
export interface Database extends Queries {
  /** `work` runs in one transaction, rolled back when it throws. */
  transaction<Result>(work: (transaction: Queries) => Promise<Result>): Promise<Result>;
  /** A dedicated connection, for LISTEN and advisory locks; the caller releases it. */
  connect(): Promise<PoolClient>;
  close(): Promise<void>;
}
