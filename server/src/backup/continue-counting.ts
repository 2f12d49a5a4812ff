import type { Queries } from '../log/database.ts';
import type { BackupHeader } from './backup-records.ts';
import { CARRIED_TABLES } from './table-plan.ts';

/** What the store counts goes on above all that was counted before the restore. */
export async function continueCounting(queries: Queries, { duties }: BackupHeader): Promise<void> {
  for (const { table } of CARRIED_TABLES) await continueIdentities(queries, table);
  await raiseEpochs(queries, duties);
}

/** Numbers that the store gives away go on after those that are taken. */
async function continueIdentities(queries: Queries, table: string): Promise<void> {
  const columns = await queries.query<{ name: string }>(
    "SELECT attname AS name FROM pg_attribute WHERE attrelid = to_regclass($1) AND attidentity <> '' AND NOT attisdropped",
    [table],
  );
  for (const { name } of columns) {
    const [next] = await queries.query<{ next: number }>(
      `SELECT coalesce(max("${name}"), 0) + 1 AS next FROM ${table}`,
    );
    await queries.execute(`ALTER TABLE ${table} ALTER COLUMN "${name}" RESTART WITH ${next?.next ?? 1}`);
  }
}

/**
 * Epochs count how often a duty was taken, and a holder from before the restore may have
 * counted further than the backup. The second of the restore is above any such count.
 */
async function raiseEpochs(queries: Queries, duties: readonly string[]): Promise<void> {
  if (duties.length === 0) return;
  await queries.execute(
    `INSERT INTO duties (name, epoch, holder, taken_at)
     SELECT name, extract(epoch FROM clock_timestamp())::bigint, 'a restore', clock_timestamp()
     FROM unnest($1::text[]) AS name`,
    [duties],
  );
}
