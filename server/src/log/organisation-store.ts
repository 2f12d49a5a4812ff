import {
  instant,
  ORGANISATION_STREAM,
  type Instant,
  type LogEvent,
  type OrganisationParts,
  type OrganisationReplaced,
} from '@citybrain/domain';
import type { Database } from './database.ts';
import type { EventLog } from './event-log.ts';

/** An organisation and where it comes from. */
export interface OrganisationSet {
  readonly parts: OrganisationParts;
  /** For the screens: a folder, a person, or that it is an example. */
  readonly origin: string;
  /** Made by the program: no real organisation, and made anew when the regions are replaced. */
  readonly isExample: boolean;
  /** Version of the regions that it was made for. */
  readonly regionsVersion: number;
}

/** A set as stored: `version` is that of the event in the stream `organisation` that put it in place. */
export interface StoredOrganisationSet extends OrganisationSet {
  readonly version: number;
}

interface OrganisationTableRow {
  readonly version: number;
  readonly origin: string;
  readonly is_example: boolean;
  readonly regions_version: number;
  readonly parts: OrganisationParts;
}

/** Master data beside the log: replaced as a whole, with an event that says so in the same transaction. */
export class OrganisationStore {
  readonly #database: Database;
  readonly #log: EventLog;

  constructor(database: Database, log: EventLog) {
    this.#database = database;
    this.#log = log;
  }

  /**
   * @param version an earlier one, as a replay asks for it; left out: the one in force
   * @returns null when there is none of this version, or none at all
   */
  async load(version?: number): Promise<StoredOrganisationSet | null> {
    const [row] = await this.#database.query<OrganisationTableRow>(
      version === undefined
        ? 'SELECT * FROM organisations ORDER BY version DESC LIMIT 1'
        : 'SELECT * FROM organisations WHERE version = $1',
      version === undefined ? [] : [version],
    );
    return row ? setFromRow(row) : null;
  }

  /** The version in force; 0 when there is none. */
  async version(): Promise<number> {
    const [row] = await this.#database.query<{ version: number }>(
      'SELECT coalesce(max(version), 0) AS version FROM organisations',
    );
    return row?.version ?? 0;
  }

  /**
   * Puts `set` in force, all or nothing; what was in force stays to be loaded by its version.
   * @param before the version that it was made from; 0: there was none
   * @throws Fault LOG-101 when another one is in force by now
   */
  replace(set: OrganisationSet, before: number, causedBy: string, now: Instant): Promise<LogEvent[]> {
    const append = {
      stream: ORGANISATION_STREAM,
      expectedVersion: before,
      events: [replacedBy(set, now)],
      causedBy,
      after: null,
    };
    return this.#log.append([append], now, async (transaction) => {
      await transaction.execute(
        'INSERT INTO organisations (version, origin, is_example, regions_version, parts) VALUES ($1, $2, $3, $4, $5)',
        [before + 1, set.origin, set.isExample, set.regionsVersion, JSON.stringify(set.parts)],
      );
    });
  }
}

const replacedBy = ({ parts, origin, isExample }: OrganisationSet, now: Instant): OrganisationReplaced => ({
  type: 'OrganisationReplaced',
  typeVersion: 1,
  happenedAt: instant(now),
  data: {
    origin,
    isExample,
    counts: {
      units: parts.units.length,
      members: parts.members.length,
      duties: parts.duties.length,
      areas: parts.areas.length,
      partyRoles: parts.partyRoles.length,
    },
  },
});

const setFromRow = (row: OrganisationTableRow): StoredOrganisationSet => ({
  version: row.version,
  origin: row.origin,
  isExample: row.is_example,
  regionsVersion: row.regions_version,
  parts: row.parts,
});
