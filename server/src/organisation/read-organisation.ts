import {
  findOrganisationProblems,
  ORGANISATION_TABLES,
  type KnownRegions,
  type OrganisationParts,
  type OrganisationTable,
} from '@citybrain/domain';
import { ORGANISATION_FILES, type OrganisationTexts } from './organisation-files.ts';
import { readOrganisationTable, type OrganisationFileProblem, type TableReading } from './read-organisation-table.ts';

export type OrganisationReading =
  | { readonly ok: true; readonly parts: OrganisationParts }
  | { readonly ok: false; readonly problems: readonly OrganisationFileProblem[] };

/**
 * The organisation that the five files describe, or every problem, file by file
 * and line by line. What the rows say of each other is judged once all cells can
 * be read.
 */
export function readOrganisation(texts: OrganisationTexts, regions: KnownRegions): OrganisationReading {
  const tables = Object.fromEntries(
    ORGANISATION_TABLES.map((table) => [table, readOrganisationTable(table, texts[table])]),
  ) as unknown as Record<OrganisationTable, TableReading>;
  const unreadable = ORGANISATION_TABLES.flatMap((table) => tables[table].problems);
  if (unreadable.length > 0) return { ok: false, problems: unreadable };
  const parts = Object.fromEntries(
    ORGANISATION_TABLES.map((table) => [table, tables[table].rows]),
  ) as unknown as OrganisationParts;
  const problems = findOrganisationProblems(parts, regions).map(({ table, row, column, message }) => ({
    ...{ file: ORGANISATION_FILES[table], line: tables[table].lines[row] ?? 1, column, message },
  }));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, parts };
}
