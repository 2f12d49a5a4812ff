import {
  findTreeProblems,
  instant,
  REGIONS_STREAM,
  type CivilDate,
  type Instant,
  type LogEvent,
  type Region,
  type RegionId,
  type RegionsReplaced,
} from '@citybrain/domain';
import { Fault } from '../observe/fault.ts';
import type { Database, Queries } from './database.ts';
import type { Alongside, EventLog } from './event-log.ts';

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

/** Another writer may change the regions between the look and the write. */
const ADD_ATTEMPTS = 5;

/** Master data beside the log: replaced or added to with an event that says so in the same transaction. */
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
    return this.#put(set, history.length, causedBy, now, async (transaction) => {
      await transaction.execute('DELETE FROM regions');
      await transaction.execute('DELETE FROM region_origin');
      await insertRegions(transaction, set.regions, set.shapes);
      await transaction.execute('INSERT INTO region_origin (origin, is_schematic, version) VALUES ($1, $2, $3)', [
        set.origin,
        set.isSchematic,
        history.length + 1,
      ]);
    });
  }

  /**
   * Adds those of `regions` whose ids are not there yet, beside all that is there;
   * parents before or among them. Answers those added: none, and no event, when
   * all are known.
   * @throws RangeError when the whole would be no forest; Error while no regions were ever put in
   */
  async add(regions: readonly Region[], causedBy: string, now: Instant): Promise<readonly Region[]> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#addToPresent(regions, causedBy, now);
      } catch (error) {
        const isConflict = error instanceof Fault && error.code === 'LOG-101';
        if (!isConflict || attempt >= ADD_ATTEMPTS) throw error;
      }
    }
  }

  async #addToPresent(regions: readonly Region[], causedBy: string, now: Instant): Promise<readonly Region[]> {
    const present = await this.load();
    if (!present) throw new Error('no regions are stored');
    const known = new Set(present.regions.map(({ id }) => id));
    const added = regions.filter(({ id }) => !known.has(id));
    if (added.length === 0) return added;
    const whole = [...present.regions, ...added];
    const problem = findTreeProblems(whole)[0];
    if (problem) throw new RangeError(problem.message);
    await this.#put({ ...present, regions: whole }, present.version, causedBy, now, async (transaction) => {
      await insertRegions(transaction, added, new Map());
      await transaction.execute('UPDATE region_origin SET version = $1', [present.version + 1]);
    });
    return added;
  }

  #put(set: RegionSet, version: number, causedBy: string, now: Instant, write: Alongside): Promise<LogEvent[]> {
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
    const append = { stream: REGIONS_STREAM, expectedVersion: version, events: [replaced], causedBy, after: null };
    return this.#log.append([append], now, write);
  }
}

async function insertRegions(
  transaction: Queries,
  regions: readonly Region[],
  shapes: RegionSet['shapes'],
): Promise<void> {
  const rows = regions.map((region) => ({
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
    shape: shapes.get(region.id) ?? null,
  }));
  await transaction.execute('INSERT INTO regions SELECT * FROM json_populate_recordset(NULL::regions, $1)', [
    JSON.stringify(rows),
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
