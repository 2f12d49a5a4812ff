import { setTimeout as sleep } from 'node:timers/promises';
import { Pool, type PoolClient, type PoolConfig, type QueryResult } from 'pg';
import type { Database, Queries } from '../database.ts';
import { storeError } from './connection-loss.ts';
import { POSTGRES_TYPES } from './postgres-types.ts';

/** Settings of every session, whatever the server's own are. Plans of short queries are never worth compiling. */
const SESSION_OPTIONS = '-c TimeZone=UTC -c DateStyle=ISO -c jit=off';
const CLOSE_PATIENCE_MS = 5_000;

interface Runner {
  query(statement: { text: string; values: unknown[]; name?: string }): Promise<QueryResult>;
}

/**
 * {@link Queries} on a pool or on one connection. A statement with a `name` is
 * planned once per connection; a name stands for one text.
 */
class PostgresQueries implements Queries {
  readonly #runner: Runner;

  constructor(runner: Runner) {
    this.#runner = runner;
  }

  async query<Row extends object>(text: string, values: readonly unknown[] = [], name?: string): Promise<Row[]> {
    return (await this.#run(text, values, name)).rows as Row[];
  }

  async execute(text: string, values: readonly unknown[] = [], name?: string): Promise<number> {
    return (await this.#run(text, values, name)).rowCount ?? 0;
  }

  async #run(text: string, values: readonly unknown[], name: string | undefined): Promise<QueryResult> {
    try {
      return await this.#runner.query({ text, values: [...values], ...(name !== undefined && { name }) });
    } catch (error) {
      throw storeError(error);
    }
  }
}

/** On one connection, in whatever transaction that is. */
export const queriesOn = (connection: PoolClient): Queries => new PostgresQueries(connection);

/**
 * PostgreSQL over a pool. int8 comes as a number, timestamptz as epoch
 * milliseconds, json parsed, date as text. Lost connections are replaced; what
 * ran on them fails with Fault STORE-104.
 */
export class PostgresDatabase extends PostgresQueries implements Database {
  readonly #pool: Pool;

  constructor(connection: PoolConfig, onConnectionLost: (error: Error) => void = () => undefined) {
    const pool = new Pool({
      application_name: 'citybrain',
      connectionTimeoutMillis: 10_000,
      idleTimeoutMillis: 60_000,
      keepAlive: true,
      max: 10,
      options: SESSION_OPTIONS,
      types: POSTGRES_TYPES,
      ...connection,
    });
    super(pool);
    this.#pool = pool;
    // Backends that end with the pool are not lost.
    pool.on('error', (error) => {
      if (!pool.ending) onConnectionLost(error);
    });
    // A checked-out connection that breaks has no other listener, and would end the process.
    pool.on('connect', (client) => client.on('error', () => undefined));
  }

  async transaction<Result>(work: (transaction: Queries) => Promise<Result>): Promise<Result> {
    const client = await this.connect();
    let isUsable = false;
    try {
      await client.query('BEGIN');
      const result = await work(new PostgresQueries(client));
      const { command } = await client.query('COMMIT');
      isUsable = true;
      // PostgreSQL answers COMMIT so when a statement failed and `work` went on.
      if (command === 'ROLLBACK') throw new Error('the transaction was rolled back: one of its statements had failed');
      return result;
    } catch (error) {
      if (!isUsable)
        isUsable = await client.query('ROLLBACK').then(
          () => true,
          () => false,
        );
      throw storeError(error);
    } finally {
      client.release(!isUsable);
    }
  }

  async connect(): Promise<PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (error) {
      throw storeError(error);
    }
  }

  /** Lets running statements end. A connection that its holder never releases is not waited for beyond 5 s. */
  async close(): Promise<void> {
    if (this.#pool.ending) return;
    const patience = new AbortController();
    const outOfPatience = sleep(CLOSE_PATIENCE_MS, undefined, { signal: patience.signal }).catch(() => undefined);
    await Promise.race([this.#pool.end(), outOfPatience]);
    patience.abort();
  }
}
