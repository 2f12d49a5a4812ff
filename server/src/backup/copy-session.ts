import type { PoolClient } from 'pg';
import { storeError } from '../log/store/connection-loss.ts';

/** Text that means the same on every server and for ever, and no limit of time that a short query would have. */
const SETTINGS = [
  "TimeZone = 'UTC'",
  "DateStyle = 'ISO, YMD'",
  "IntervalStyle = 'postgres'",
  "bytea_output = 'hex'",
  'extra_float_digits = 1',
  'statement_timeout = 0',
  'lock_timeout = 0',
  'idle_in_transaction_session_timeout = 0',
].map((setting) => `SET LOCAL ${setting}`);

/** Begins a transaction in which tables are copied. */
export async function beginCopying(connection: PoolClient, mode = ''): Promise<void> {
  try {
    await connection.query(`BEGIN ${mode}`);
    for (const setting of SETTINGS) await connection.query(setting);
  } catch (error) {
    throw storeError(error);
  }
}

/** Columns as PostgreSQL wants them in a list. */
export const columnList = (columns: readonly string[]): string => columns.map((column) => `"${column}"`).join(', ');
