import {
  noCounts,
  REPEAT_COUNT,
  type Instant,
  type MeasureCounts,
  type MeasuredPeriod,
  type MeasurePart,
  type Place,
  type UnitId,
} from '@citybrain/domain';
import type { Database } from '../log/database.ts';
import { toIso } from '../log/iso-time.ts';
import { COUNT_FACTS, COUNT_REPEATS } from './measure-fact-sql.ts';
import { COUNT_STANDINGS } from './measure-standing-sql.ts';

/** What is asked of the past. */
export interface MeasureQuestion {
  readonly period: MeasuredPeriod;
  /** Open tickets stand as they do then, or at the end of the period if that came first. */
  readonly asOf: Instant;
  /** The last entry of the log that is read. */
  readonly sequence: number;
  /** Null: of all units and of none. */
  readonly unit: UnitId | null;
}

export interface PlacedCountRow {
  readonly part: MeasurePart;
  readonly place: Place;
  readonly count: number;
}

/** The counts of the measures by SQL over the log, for any period (docs/spec/measures.md). */
export class MeasureHistory {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** @param isWithin whether a place counts in the scope, by the regions in force */
  async counts(question: MeasureQuestion, isWithin: (place: Place) => boolean): Promise<MeasureCounts> {
    const [facts, repeats, standings] = await Promise.all([
      this.#database.query<PlacedCountRow>(COUNT_FACTS, factValues(question)),
      question.unit === null ? this.#repeats(question) : [],
      this.#database.query<PlacedCountRow>(COUNT_STANDINGS, standingValues(question)),
    ]);
    const counts = noCounts();
    for (const { part, place, count } of [...facts, ...repeats, ...standings]) {
      if (isWithin(place)) counts[part] += count;
    }
    return counts;
  }

  async #repeats({ period, sequence }: MeasureQuestion): Promise<PlacedCountRow[]> {
    const values = [toIso(period.from), toIso(period.to), sequence, REPEAT_COUNT];
    const rows = await this.#database.query<Omit<PlacedCountRow, 'part'>>(COUNT_REPEATS, values);
    return rows.map((row) => ({ ...row, part: 'repeated' }));
  }
}

export const factValues = ({ period, sequence, unit }: MeasureQuestion): unknown[] => [
  toIso(period.from),
  toIso(period.to),
  sequence,
  unit,
];

/** What happened after the end of a period is left out; of a running one all that is known counts, as in the live picture. */
export const standingValues = ({ period, asOf, sequence, unit }: MeasureQuestion): unknown[] =>
  period.to <= asOf ? [period.to, toIso(period.to), sequence, unit] : [asOf, null, sequence, unit];
