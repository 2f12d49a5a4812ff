import {
  instant,
  REGIONS_STREAM,
  type CivilDate,
  type Instant,
  type LogEvent,
  type Region,
  type RegionId,
  type RegionsReplaced,
} from '@citybrain/domain';
import type { Database, Queries } from './database.ts';
import type { EventLog } from './event-log.ts';

/** GeoJSON MultiPolygon coordinates, WGS84. */
export type Shape = number[][][][];

/** The regions in force with their shapes. */
export interface RegionSet {
  readonly regions: readonly Region[];
  readonly shapes: ReadonlyMap<RegionId, Shape>;
  /** Where the shapes come from, for the map's attribution. */
  readonly origin: string;
  readonly isSchematic: boolean;
}

/** A set as stored: `version` is that of the event in the stream `regions` that put it in place. */
export interface StoredRegionSet extends RegionSet {
  readonly version: number;
}

interface RegionTableRow {
  readonly id: RegionId;
  readonly code_system: string;
  readonly code: string;
  readonly name: string;
  readonly level: Region['level'];
  readonly parent_id: RegionId | null;
  readonly valid_from: CivilDate | null;
  readonly valid_to: CivilDate | null;
  readonly label_lon: number | null;
  readonly label_lat: number | null;
  readonly shape: Shape | null;
}

/** Master data beside the log: replaced as a whole, with an event that says so in the same transaction. */
export class RegionStore {
  readonly #database: Database;
  readonly #log: EventLog;

  constructor(database: Database, log: EventLog) {
    this.#database = database;
    this.#log = log;
  }

  /** Null while no regions were ever put in. */
  async load(): Promise<StoredRegionSet | null> {
    const [origin] = await this.#database.query<{ origin: string; is_schematic: boolean; version: number }>(
      'SELECT origin, is_schematic, version FROM region_origin',
    );
    if (!origin) return null;
    const rows = await this.#database.query<RegionTableRow>(
      `SELECT id, code_system, code, name, level, parent_id, valid_from::text, valid_to::text,
         label_lon, label_lat, shape FROM regions ORDER BY id`,
    );
    const shapes = new Map<RegionId, Shape>();
    for (const row of rows) if (row.shape) shapes.set(row.id, row.shape);
    const { version, is_schematic: isSchematic } = origin;
    return { regions: rows.map(regionFromRow), shapes, origin: origin.origin, isSchematic, version };
  }

  /** Puts `set` in the place of all that is there; all or nothing. */
  async replace(set: RegionSet, causedBy: string, now: Instant): Promise<LogEvent[]> {
    const history = await this.#log.readStream(REGIONS_STREAM);
    const replaced: RegionsReplaced = {
      type: 'RegionsReplaced',
      typeVersion: 1,
      happenedAt: instant(now),
      data: {
        origin: set.origin,
        isSchematic: set.isSchematic,
        rootIds: set.regions.filter((region) => region.parentId === null).map((region) => region.id),
        regionCount: set.regions.length,
      },
    };
    const append = {
      stream: REGIONS_STREAM,
      expectedVersion: history.length,
      events: [replaced],
      causedBy,
      after: null,
    };
    return this.#log.append([append], now, (transaction) => writeRegions(transaction, set, history.length + 1));
  }
}

async function writeRegions(transaction: Queries, set: RegionSet, version: number): Promise<void> {
  await transaction.execute('DELETE FROM regions');
  await transaction.execute('DELETE FROM region_origin');
  const rows = set.regions.map((region) => ({
    id: region.id,
    code_system: region.codeSystem,
    code: region.code,
    name: region.name,
    level: region.level,
    parent_id: region.parentId,
    valid_from: region.validFrom,
    valid_to: region.validTo,
    label_lon: region.labelPoint?.[0] ?? null,
    label_lat: region.labelPoint?.[1] ?? null,
    shape: set.shapes.get(region.id) ?? null,
  }));
  await transaction.execute('INSERT INTO regions SELECT * FROM json_populate_recordset(NULL::regions, $1)', [
    JSON.stringify(rows),
  ]);
  await transaction.execute('INSERT INTO region_origin (origin, is_schematic, version) VALUES ($1, $2, $3)', [
    set.origin,
    set.isSchematic,
    version,
  ]);
}

const regionFromRow = (row: RegionTableRow): Region => ({
  id: row.id,
  codeSystem: row.code_system,
  code: row.code,
  name: row.name,
  level: row.level,
  parentId: row.parent_id,
  validFrom: row.valid_from,
  validTo: row.valid_to,
  labelPoint: row.label_lon === null || row.label_lat === null ? null : [row.label_lon, row.label_lat],
});
