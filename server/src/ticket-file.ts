import { basename } from 'node:path';
import type { Region } from '@citybrain/domain';
import { readCsv, type CsvRow } from './feeds/files/read-csv.ts';
import { RegionNames } from './feeds/presets/region-names.ts';
import {
  ambiguousColumns,
  mapRows,
  missingColumns,
  type MappedRow,
  type RowMapping,
} from './feeds/presets/row-mapping.ts';
import type { TicketPreset } from './feeds/presets/ticket-preset.ts';
import { presetsFor, TICKET_PRESETS } from './feeds/presets/ticket-presets.ts';
import { itemFault, type ItemFault } from './feeds/rejection.ts';
import { Fault } from './observe/fault.ts';

/** One row of a file of tickets: the item it is, or why it is none. */
export interface TicketRow {
  /** Line of the file on which the row ends. */
  readonly line: number;
  readonly fields: readonly string[];
  /** What the preset's region column says. */
  readonly regionName: string;
  readonly read: { readonly item: MappedRow } | { readonly fault: ItemFault };
}

export interface TicketFileSurvey {
  readonly rowCount: number;
  /** The preset's root, and a region below it for each name in the file. */
  readonly regions: readonly Region[];
}

/** More names than a city has parts: the column holds something else. */
const MAX_REGIONS = 2_000;

/** The rows of `path`, in order, read as they are asked for. @throws Fault FEED-102 (unreadable), FEED-103 (other columns) */
export async function* readTicketRows(path: string, preset: TicketPreset): AsyncGenerator<TicketRow, void, undefined> {
  let mapping: RowMapping | null = null;
  let width = 0;
  for await (const { line, fields } of readCsv(path)) {
    if (mapping) {
      yield readRow(mapping, width, line, fields);
    } else {
      checkHeader(path, preset, fields);
      mapping = mapRows(preset, fields);
      width = fields.length;
    }
  }
  if (!mapping) throw new Fault('FEED-102', `${basename(path)} is empty`);
}

function readRow(mapping: RowMapping, width: number, line: number, fields: CsvRow['fields']): TicketRow {
  if (fields.length === width) {
    return { line, fields, regionName: mapping.regionName(fields), read: { item: mapping.toItem(fields) } };
  }
  const message = `the row has ${fields.length} fields, the header ${width}: look for a comma or a quote in its text`;
  return { line, fields, regionName: '', read: { fault: itemFault('wrong-field-count', message) } };
}

function checkHeader(path: string, preset: TicketPreset, header: readonly string[]): void {
  const missing = missingColumns(preset, header);
  if (missing.length > 0) {
    const found = header.length > 12 ? [...header.slice(0, 12), '…'] : header;
    throw new Fault(
      'FEED-103',
      `${basename(path)} has no column ${missing.join(', ')}, which ${preset.name} needs; it has: ${found.join(', ')}`,
    );
  }
  const ambiguous = ambiguousColumns(preset, header);
  if (ambiguous.length > 0) {
    throw new Fault('FEED-103', `${basename(path)} has the column ${ambiguous.join(', ')} more than once`);
  }
}

/**
 * Reads the whole file once, so that what can't be read to its end is refused
 * before anything of it is taken.
 * @throws as {@link readTicketRows}
 */
export async function surveyTicketFile(
  path: string,
  preset: TicketPreset,
  onRow: (row: TicketRow) => void = () => undefined,
): Promise<TicketFileSurvey> {
  const names = new RegionNames(preset.regions);
  let rowCount = 0;
  for await (const row of readTicketRows(path, preset)) {
    rowCount += 1;
    names.add(row.regionName);
    if (names.size > MAX_REGIONS) {
      const column = [preset.regions.column].flat()[0];
      throw new Fault('FEED-103', `${column} names more than ${MAX_REGIONS} regions: it holds something else`);
    }
    onRow(row);
  }
  return { rowCount, regions: names.toRegions() };
}

/** The preset called `name`, else the only one that fits the file's header. @throws Fault FEED-102, FEED-103 */
export async function choosePreset(path: string, name: string | undefined): Promise<TicketPreset> {
  const known = [...TICKET_PRESETS.keys()].join(', ');
  if (name !== undefined) {
    const preset = TICKET_PRESETS.get(name);
    if (preset) return preset;
    throw new Fault('FEED-103', `there is no preset ${name}; there are: ${known}`);
  }
  for await (const { fields } of readCsv(path)) {
    const [only, another] = presetsFor(fields);
    if (only && !another) return only;
    throw new Fault('FEED-103', `the columns of ${basename(path)} do not tell its preset; name one of ${known}`);
  }
  throw new Fault('FEED-102', `${basename(path)} is empty`);
}
