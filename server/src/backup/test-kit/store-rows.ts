import type { Database } from '../../log/database.ts';
import { CARRIED_TABLES, TABLE_PLANS } from '../table-plan.ts';

export const FOLDED_TABLES = ['tickets', 'stations', 'incidents'];
export const KEPT_TABLES = [...CARRIED_TABLES.map(({ table }) => table), ...FOLDED_TABLES, 'log_head'];

/** All rows of `tables` as PostgreSQL writes them, in an order of their own. */
export async function rowsOf(
  database: Database,
  tables: readonly string[] = KEPT_TABLES,
): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const table of tables) {
    const rows = await database.query<{ row: string }>(`SELECT t::text AS row FROM ${table} AS t ORDER BY 1`);
    all[table] = rows.map(({ row }) => row);
  }
  return all;
}

/** How many rows every table has; null: the table is not there. */
export async function countsOf(database: Database): Promise<Record<string, number | null>> {
  const all: Record<string, number | null> = {};
  for (const { table } of TABLE_PLANS) {
    const [found] = await database.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [table]);
    const [row] = found?.there ? await database.query<{ n: number }>(`SELECT count(*) AS n FROM ${table}`) : [];
    all[table] = row?.n ?? null;
  }
  return all;
}
