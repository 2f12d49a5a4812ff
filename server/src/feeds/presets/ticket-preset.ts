import type { Datum, RegionLevel, SourceStatus } from '@citybrain/domain';
import type { TicketItem } from '@citybrain/protocol';

/** A column by the names it has had. Case, blanks, `_`, `-` and `.` in names do not count. */
export type ColumnNames = string | readonly string[];

type TextField =
  | 'id' | 'title' | 'reportedAt' | 'updatedAt' | 'disposedAt' | 'closedAt' | 'dueAt' | 'status' | 'text' | 'category'
  | 'priority' | 'channel' | 'unit' | 'address'; // prettier-ignore
export type PresetField = Extract<keyof TicketItem, TextField> | 'lon' | 'lat';

/** Fields that a table must have for the preset to fit. */
export const REQUIRED_FIELDS = ['id', 'title', 'reportedAt'] as const satisfies readonly PresetField[];

/**
 * How a city writes down its tickets, one a row: only words, no program. A row
 * becomes a feed item, which goes through the ordinary intake.
 */
export interface TicketPreset {
  /** Also the name of the feed, unless told otherwise. */
  readonly name: string;
  readonly meaning: string;
  /** IANA zone of times without an offset, and of the city's days. */
  readonly zone: string;
  /** `iso`, or `us`: `06/26/2018 10:58:54 AM`, beside which ISO is taken too. */
  readonly times: 'iso' | 'us';
  readonly datum: Datum;
  readonly columns: Readonly<
    Record<(typeof REQUIRED_FIELDS)[number], ColumnNames> & Partial<Record<PresetField, ColumnNames>>
  >;
  /** Columns that are kept as labels, by the name of the label. */
  readonly labels: Readonly<Record<string, ColumnNames>>;
  /** The source's words for a status. Others go to intake as they are. */
  readonly statuses: Readonly<Record<string, SourceStatus>>;
  /** What a row says only since its ticket was closed, besides the times and the status: a replay holds it back. */
  readonly knownAtClosing: { readonly fields: readonly PresetField[]; readonly labels: readonly string[] };
  readonly regions: PresetRegions;
}

/** Regions that exist by name only: one below the root for each name in a column. */
export interface PresetRegions {
  readonly codeSystem: string;
  readonly root: { readonly code: string; readonly name: string; readonly level: RegionLevel };
  readonly column: ColumnNames;
  readonly level: RegionLevel;
  /** Words, besides none, that name no region: such a row counts at the root. */
  readonly unnamed: readonly string[];
}
