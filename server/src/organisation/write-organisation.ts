import { ORGANISATION_TABLES, type OrganisationParts, type OrganisationTable } from '@citybrain/domain';
import type { CsvColumn } from './csv-column.ts';
import { writeCsvText } from './csv-text.ts';
import { ORGANISATION_COLUMNS, type OrganisationTexts } from './organisation-files.ts';

/** The five files; `readOrganisation` makes the same parts of them again. */
export const writeOrganisation = (parts: OrganisationParts): OrganisationTexts =>
  Object.fromEntries(
    ORGANISATION_TABLES.map((table) => [table, writeOrganisationTable(table, parts)]),
  ) as unknown as OrganisationTexts;

/** One of them. */
export function writeOrganisationTable(table: OrganisationTable, parts: OrganisationParts): string {
  const columns = Object.entries(ORGANISATION_COLUMNS[table]) as [string, CsvColumn<unknown>][];
  const rows = parts[table] as readonly object[];
  return writeCsvText([
    columns.map(([name]) => name),
    ...rows.map((row) => columns.map(([name, column]) => column.write((row as Record<string, unknown>)[name]))),
  ]);
}
