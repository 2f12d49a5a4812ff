import { isSame } from '../same-facts.ts';
import { ORGANISATION_TABLES, type OrganisationParts, type OrganisationTable } from './organisation-parts.ts';

export interface TableChange {
  readonly table: OrganisationTable;
  /** Rows now. */
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

/** What differs, by the ids of the rows; one entry a table, also when nothing does. */
export const diffOrganisations = (before: OrganisationParts, after: OrganisationParts): TableChange[] =>
  ORGANISATION_TABLES.map((table) => diffTable(table, before[table], after[table]));

function diffTable(
  table: OrganisationTable,
  before: readonly { readonly id: string }[],
  after: readonly { readonly id: string }[],
): TableChange {
  const old = new Map(before.map((row) => [row.id, row]));
  const kept = new Set(after.map(({ id }) => id));
  const known = after.filter(({ id }) => old.has(id));
  return {
    table,
    rows: after.length,
    added: after.length - known.length,
    changed: known.filter((row) => !isSame(old.get(row.id), row)).length,
    removed: before.filter(({ id }) => !kept.has(id)).length,
  };
}
