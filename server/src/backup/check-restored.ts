import type { Queries } from '../log/database.ts';
import type { BackupHeader } from './backup-records.ts';

interface Check {
  readonly what: string;
  /** Answers rows `{ name }` of what is wrong. */
  readonly wrong: string;
}

const CHECKS: readonly Check[] = [
  {
    what: 'streams whose versions are not 1, 2, 3 …',
    wrong: `SELECT stream AS name FROM events GROUP BY stream
      HAVING min(version) <> 1 OR max(version) <> count(*) ORDER BY stream`,
  },
  {
    what: 'organisations that the log does not name, or names without holding them',
    wrong: `SELECT coalesce(organisations.version, named.version) AS name
      FROM organisations FULL JOIN (SELECT version FROM events WHERE stream = 'organisation') AS named USING (version)
      WHERE organisations.version IS NULL OR named.version IS NULL ORDER BY 1`,
  },
  {
    what: 'regions in force that are not those that the log names last',
    wrong: `SELECT coalesce(held.version, 0) AS name FROM (SELECT max(version) AS version FROM region_origin) AS held,
      (SELECT max(version) AS version FROM events WHERE stream = 'regions') AS named
      WHERE held.version IS DISTINCT FROM named.version`,
  },
];

const MOST_NAMED = 5;

/** Everything that does not fit together in a store that was just restored; empty when all does. */
export async function findContradictions(queries: Queries, header: BackupHeader): Promise<string[]> {
  const problems: string[] = [];
  for (const { what, wrong } of CHECKS) {
    const names = (await queries.query<{ name: string | number }>(wrong)).map(({ name }) => String(name));
    if (names.length > 0) problems.push(`${what}: ${some(names)}`);
  }
  return [...(await checkSequences(queries, header)), ...problems, ...(await checkEvidence(queries, header))];
}

async function checkSequences(queries: Queries, { head }: BackupHeader): Promise<string[]> {
  const [log] = await queries.query<{ first: number; last: number; count: number }>(
    'SELECT coalesce(min(sequence), 1) AS first, coalesce(max(sequence), 0) AS last, count(*) AS count FROM events',
  );
  if (log?.first === 1 && log.last === head && log.count === head) return [];
  return [`events that are not 1 to ${head}: ${log?.count} of them, ${log?.first} to ${log?.last}`];
}

/** What was damaged before the backup was made stays so, and is known. */
async function checkEvidence(queries: Queries, { damagedEvidence }: BackupHeader): Promise<string[]> {
  const rows = await queries.query<{ id: string }>(
    'SELECT id FROM evidence WHERE (sha256(bytes) <> sha256) <> (id = ANY($1)) ORDER BY id',
    [damagedEvidence],
  );
  return rows.length === 0 ? [] : [`evidence whose bytes do not have their hash: ${some(rows.map(({ id }) => id))}`];
}

const some = (names: readonly string[]): string =>
  names.slice(0, MOST_NAMED).join(', ') + (names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '');
