import type { OrganisationTable } from '@citybrain/domain';
import type { CsvColumn } from './csv-column.ts';
import { readCsvText, type CsvRecord } from './csv-text.ts';
import { ORGANISATION_COLUMNS, ORGANISATION_FILES, type OrganisationFile } from './organisation-files.ts';

/** What is wrong where, and what to do. */
export interface OrganisationFileProblem {
  readonly file: OrganisationFile;
  /** From 1; the header is line 1. */
  readonly line: number;
  /** null: it is about the line or the file. */
  readonly column: string | null;
  readonly message: string;
}

/** With problems, `rows` are not to be used. */
export interface TableReading {
  readonly rows: readonly object[];
  /** Of each row. */
  readonly lines: readonly number[];
  readonly problems: readonly OrganisationFileProblem[];
}

/** The rows of one file, or every cell that can't be read. */
export function readOrganisationTable(table: OrganisationTable, text: string): TableReading {
  const file = ORGANISATION_FILES[table];
  const problemAt = (line: number, column: string | null, message: string): OrganisationFileProblem => ({
    ...{ file, line, column, message },
  });
  const failed = (problems: readonly OrganisationFileProblem[]): TableReading => ({ rows: [], lines: [], problems });
  const columns = Object.entries(ORGANISATION_COLUMNS[table]) as [string, CsvColumn<unknown>][];
  const read = readCsvText(text);
  if (!read.ok) return failed([problemAt(read.line, null, read.message)]);
  const [header, ...records] = read.records;
  const names = header?.cells.map((name) => name.trim()) ?? [];
  const wrongHeader = headerProblems(
    names,
    columns.map(([name]) => name),
  );
  if (wrongHeader.length > 0) return failed(wrongHeader.map((message) => problemAt(header?.line ?? 1, null, message)));

  const problems: OrganisationFileProblem[] = [];
  const rows = records.map((record) => {
    if (record.cells.length !== names.length) problems.push(problemAt(record.line, null, widthProblem(record, names)));
    const entries = columns.map(([name, column]) => {
      const cell = record.cells[names.indexOf(name)] ?? '';
      const value = column.read(cell);
      if (value === undefined) {
        problems.push(problemAt(record.line, name, `${quoted(cell)} can't be taken here: write ${column.expects}`));
      }
      return [name, value];
    });
    return Object.fromEntries(entries) as object;
  });
  return { rows, lines: records.map(({ line }) => line), problems };
}

function headerProblems(names: readonly string[], expected: readonly string[]): string[] {
  if (names.length === 0) return [`the file is empty: write the header ${expected.join(',')}`];
  const missing = expected.filter((name) => !names.includes(name));
  const unknown = names.filter((name) => !expected.includes(name));
  const twice = names.filter((name, index) => names.indexOf(name) < index);
  return [
    ...missing.map((name) => `the column ${name} is missing: add it to the header`),
    ...unknown.map((name) => `there is no column ${quoted(name)}: take it out; there are ${expected.join(', ')}`),
    ...twice.map((name) => `the column ${quoted(name)} occurs twice: take one out`),
  ];
}

const widthProblem = ({ cells }: CsvRecord, names: readonly string[]): string =>
  `the row has ${cells.length} cells, the header ${names.length}: give it one for each column, with quotes around a cell that holds a comma`;

const quoted = (text: string): string => (text === '' ? 'an empty cell' : `"${text.slice(0, 60)}"`);
