import type { Queries } from '../log/database.ts';
import { LISTEN } from '../log/postgres-event-log.ts';
import { TABLE_PLANS } from './table-plan.ts';

/** What stands against a restore into this store, in words; empty when nothing does. */
export async function findObstacles(queries: Queries): Promise<string[]> {
  const held: string[] = [];
  for (const table of TABLE_PLANS.map((plan) => plan.table)) {
    const rows = await countRows(queries, table);
    if (rows > 0) held.push(`${rows} ${rows === 1 ? 'row' : 'rows'} in ${table}`);
  }
  const servers = await countServers(queries);
  return [
    ...(held.length > 0 ? [`it holds ${held.join(', ')}`] : []),
    ...(servers > 0 ? [`${servers} ${servers === 1 ? 'server is' : 'servers are'} connected to it`] : []),
  ];
}

/** Of a table that may be missing; a schema and a log at its beginning are nothing. */
async function countRows(queries: Queries, table: string): Promise<number> {
  const [found] = await queries.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [table]);
  if (!found?.there || table === 'migrations') return 0;
  const condition = table === 'log_head' ? ' WHERE sequence > 0' : '';
  const [row] = await queries.query<{ rows: number }>(`SELECT count(*) AS rows FROM ${table}${condition}`);
  return row?.rows ?? 0;
}

/** A server that knows the log of before would go on from there. */
async function countServers(queries: Queries): Promise<number> {
  const [row] = await queries.query<{ servers: number }>(
    'SELECT count(*) AS servers FROM pg_stat_activity WHERE datname = current_database() AND query = $1',
    [LISTEN],
  );
  return row?.servers ?? 0;
}
