import { regionCodeOf } from './region-names.ts';
import { REQUIRED_FIELDS, type ColumnNames, type PresetField, type TicketPreset } from './ticket-preset.ts';

/** A row as a feed item, before any check: where a number belongs may stand the text that is none. */
export interface MappedRow {
  readonly kind: 'ticket';
  readonly regionCode: string;
  readonly codeSystem: string;
  readonly labels: Record<string, string>;
  [field: string]: unknown;
}

/** A preset laid over the header of one table. */
export interface RowMapping {
  /** The value in the preset's region column, as it stands. */
  regionName(fields: readonly string[]): string;
  toItem(fields: readonly string[]): MappedRow;
}

const NUMBERS: ReadonlySet<PresetField> = new Set(['lon', 'lat']);
const TIMES: ReadonlySet<PresetField> = new Set(['reportedAt', 'updatedAt', 'disposedAt', 'closedAt', 'dueAt']);
const NUMBER = /^[+-]?\d+(\.\d+)?$/;
const US_TIME = /^(\d{2})\/(\d{2})\/(\d{4}) (\d{2}):(\d{2})(?::(\d{2}))? ([AP])M$/i;

const normalName = (name: string): string => name.toLowerCase().replaceAll(/[\s_.-]/g, '');

function columnOf(names: ColumnNames, header: readonly string[]): number {
  const wanted = [names].flat().map(normalName);
  return header.findIndex((name) => wanted.includes(normalName(name)));
}

/** Columns that the preset can't do without and the table lacks, each by its first name. */
export function missingColumns(preset: TicketPreset, header: readonly string[]): string[] {
  const needed = [...REQUIRED_FIELDS.map((field) => preset.columns[field]), preset.regions.column];
  return needed.filter((names) => columnOf(names, header) < 0).map((names) => [names].flat()[0] as string);
}

/** Columns that the preset reads and the table has more than once, so that no one can say which is meant. */
export function ambiguousColumns(preset: TicketPreset, header: readonly string[]): string[] {
  const used = [...Object.values(preset.columns), ...Object.values(preset.labels), preset.regions.column];
  const found = new Set(used.map((names) => columnOf(names, header)).filter((column) => column >= 0));
  return [...found].map((column) => header[column] as string).filter((name) => isRepeated(name, header));
}

const isRepeated = (name: string, header: readonly string[]): boolean =>
  header.filter((other) => normalName(other) === normalName(name)).length > 1;

/** @param header of a table that has the columns the preset needs */
export function mapRows(preset: TicketPreset, header: readonly string[]): RowMapping {
  const place = <Name extends string>(columns: Readonly<Partial<Record<Name, ColumnNames>>>): [Name, number][] =>
    (Object.entries(columns) as [Name, ColumnNames][])
      .map(([name, names]): [Name, number] => [name, columnOf(names, header)])
      .filter(([, column]) => column >= 0);
  const fieldColumns = place<PresetField>(preset.columns);
  const labelColumns = place(preset.labels);
  const regionColumn = columnOf(preset.regions.column, header);
  const regionName = (fields: readonly string[]): string => fields[regionColumn] ?? '';
  return {
    regionName,
    toItem(fields) {
      const item: MappedRow = {
        kind: 'ticket',
        regionCode: regionCodeOf(preset.regions, regionName(fields)),
        codeSystem: preset.regions.codeSystem,
        labels: {},
      };
      for (const [label, column] of labelColumns) {
        const text = fields[column]?.trim();
        if (text) item.labels[label] = text;
      }
      for (const [field, column] of fieldColumns) {
        const text = fields[column]?.trim();
        if (text) item[field] = readValue(preset, field, text);
      }
      if (item['lon'] !== undefined && preset.datum !== 'wgs84') item['datum'] = preset.datum;
      return item;
    },
  };
}

function readValue(preset: TicketPreset, field: PresetField, text: string): string | number {
  if (NUMBERS.has(field)) return NUMBER.test(text) ? Number(text) : text;
  if (field === 'status') return Object.hasOwn(preset.statuses, text) ? (preset.statuses[text] as string) : text;
  return preset.times === 'us' && TIMES.has(field) ? isoFromUs(text) : text;
}

/** What is no such time stays as it is, for intake to judge. */
function isoFromUs(text: string): string {
  const match = US_TIME.exec(text);
  if (!match) return text;
  const [, month, day, year, hour, minute, second = '00', half = ''] = match;
  const hours = (Number(hour) % 12) + (half.toUpperCase() === 'P' ? 12 : 0);
  const isClock = Number(hour) >= 1 && Number(hour) <= 12;
  return isClock ? `${year}-${month}-${day}T${String(hours).padStart(2, '0')}:${minute}:${second}` : text;
}
