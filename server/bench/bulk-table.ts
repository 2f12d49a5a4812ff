import type { PoolClient } from 'pg';

/** What keeps a table in order, taken off while much is written. */
interface TakenOff {
  readonly constraints: readonly { readonly name: string; readonly definition: string }[];
  readonly indexes: readonly { readonly name: string; readonly definition: string }[];
}

const CONSTRAINTS = `
  SELECT conname AS name, pg_get_constraintdef(oid) AS definition FROM pg_constraint
  WHERE conrelid = $1::regclass AND contype IN ('p', 'u')`;
const INDEXES = `
  SELECT relname AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index JOIN pg_class ON oid = indexrelid
  WHERE indrelid = $1::regclass AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)`;

/**
 * Writes much into a table in one transaction: without indexes, in frozen rows, so
 * that no vacuum comes after it. What the table holds already stays and comes first.
 * Answers what {@link putOn} puts on again, which is done outside of the transaction.
 */
export async function writeBulk(client: PoolClient, table: string, write: () => Promise<void>): Promise<TakenOff> {
  const { rows: constraints } = await client.query<TakenOff['constraints'][number]>(CONSTRAINTS, [table]);
  const { rows: indexes } = await client.query<TakenOff['indexes'][number]>(INDEXES, [table]);
  await client.query('BEGIN');
  try {
    await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    await client.query(`CREATE TEMP TABLE kept_rows ON COMMIT DROP AS TABLE ${table}`);
    for (const { name } of constraints) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
    for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
    await client.query(`TRUNCATE ${table}`);
    await client.query(`INSERT INTO ${table} TABLE kept_rows`);
    await write();
    await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
  return { constraints, indexes };
}

export async function putOn(client: PoolClient, table: string, { constraints, indexes }: TakenOff): Promise<void> {
  await client.query("SET maintenance_work_mem = '1GB'");
  for (const { name, definition } of constraints) {
    await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`);
  }
  for (const { definition } of indexes) await client.query(definition);
  await client.query(`ANALYZE ${table}`);
  await client.query('RESET maintenance_work_mem');
}
