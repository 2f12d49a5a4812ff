import type { Region, RegionId, RegionTree } from '@citybrain/domain';
import type { Command } from 'commander';
import type { Outcome } from '../access/access-refusal.ts';
import type { Accounts } from '../access/accounts.ts';

/** The store as a command on the server's machine sees it. */
export interface OpenedAccounts {
  readonly accounts: Accounts;
  readonly regions: RegionTree;
  /** Where people reach the server, without a slash at the end, for links. */
  readonly address: string;
  close(): Promise<void>;
}
export type OpenAccounts = () => Promise<OpenedAccounts>;

/** Runs `work` on the open store and prints its lines; a refusal goes to stderr and ends with 1. */
export async function withAccounts(
  command: Command,
  open: OpenAccounts,
  work: (opened: OpenedAccounts) => Promise<Outcome<readonly string[]>>,
): Promise<void> {
  const opened = await open();
  let outcome: Outcome<readonly string[]>;
  try {
    outcome = await work(opened);
  } catch (error) {
    if (!(error instanceof UnknownScope)) throw error;
    command.error(`error: ${error.message}`, { code: 'unknown-region' });
  } finally {
    await opened.close();
  }
  if (!outcome.ok) command.error(`error: ${outcome.refusal.message}`, { code: outcome.refusal.code });
  for (const line of outcome.value) process.stdout.write(`${line}\n`);
}

class UnknownScope extends Error {}

/** The region that `text` names by its id, its code or its name; null for undefined: everything. */
export function scopeFrom(text: string | undefined, tree: RegionTree): RegionId | null {
  if (text === undefined) return null;
  const known = tree.find(text as RegionId);
  if (known) return known.id;
  const found = tree.regions.filter(
    ({ code, name }) => name === text || code === text || code === text.padEnd(12, '0'),
  );
  const [only] = found;
  if (!only) throw new UnknownScope(`there is no region "${text}"; give an id, a code or a name`);
  if (found.length > 1) throw new UnknownScope(`"${text}" is ${found.map(describe).join(' or ')}; give the id`);
  return only.id;
}

const describe = (region: Region): string => `${region.id} (${region.name}, ${region.level})`;

/** Columns as wide as their widest cell, two spaces between. */
export function tabulate(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ''))));
  return rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell)))
      .join('  ')
      .trimEnd(),
  );
}

/** Han characters take two columns of a terminal. */
const widthOf = (text: string): number => [...text].reduce((sum, letter) => sum + (letter > '\u2e7f' ? 2 : 1), 0);

export const when = (at: number | null): string => (at === null ? '-' : new Date(at).toISOString().slice(0, 16) + 'Z');
