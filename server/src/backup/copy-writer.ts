import type { PoolClient } from 'pg';
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams';
import { storeError } from '../log/store/connection-loss.ts';
import { Fault } from '../observe/fault.ts';
import type { TableHead } from './backup-records.ts';
import { columnList } from './copy-session.ts';

/** Fills one table with rows of PostgreSQL's text format of COPY. */
export class CopyWriter {
  readonly #table: string;
  readonly #stream: CopyStreamQuery;
  readonly #failed: Promise<never>;

  constructor(connection: PoolClient, { table, columns }: TableHead) {
    this.#table = table;
    this.#stream = connection.query(copyFrom(`COPY ${table} (${columnList(columns)}) FROM STDIN`));
    this.#failed = new Promise((_, reject) => {
      this.#stream.once('error', reject);
    });
    // Whoever writes next is told.
    this.#failed.catch(() => undefined);
  }

  /** Resolves when there is room for more. @throws Fault BACKUP-105 when the table does not take the rows */
  write(bytes: Uint8Array): Promise<void> {
    return this.#settle((done) => this.#stream.write(bytes, done));
  }

  /** @returns how many rows the table took */
  async end(): Promise<number> {
    await this.#settle((done) => this.#stream.end(done));
    return this.#stream.rowCount;
  }

  async #settle(act: (done: (error?: Error | null) => void) => void): Promise<void> {
    const acted = new Promise<void>((resolve, reject) => {
      act((error) => {
        if (error) reject(error);
        else resolve();
      });
    });
    try {
      await Promise.race([this.#failed, acted]);
    } catch (error) {
      throw this.#explain(error);
    }
  }

  #explain(error: unknown): unknown {
    const known = storeError(error);
    if (known instanceof Fault || !(known instanceof Error)) return known;
    // Where it says more than the place, it shows the row: somebody's data.
    const place = /^COPY \w+, line \d+(?:, column \w+)?/.exec((known as { where?: string }).where ?? '')?.[0];
    const message = `${this.#table} does not take its rows: ${known.message}${place === undefined ? '' : ` (${place})`}`;
    return new Fault('BACKUP-105', message, { cause: error });
  }
}
