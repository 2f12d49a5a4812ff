import { instant, type Place, type Reading, type Station } from '@citybrain/domain';
import { toIso } from './iso-time.ts';

/** A row of `stations` as the driver gives it. */
export interface StationTableRow {
  readonly id: string;
  readonly version: number;
  readonly source: string;
  readonly source_id: string;
  readonly status: Station['status'];
  readonly last_heard_at: number;
  readonly name: string;
  readonly station_kind: Station['facts']['stationKind'];
  readonly promise_seconds: number;
  readonly region_id: string | null;
  readonly place: Place;
  readonly readings: Reading[];
}

export const stationToJson = (id: string, version: number, station: Station): object => ({
  id,
  version,
  source: station.source,
  source_id: station.sourceId,
  status: station.status,
  last_heard_at: toIso(station.lastHeardAt),
  name: station.facts.name,
  station_kind: station.facts.stationKind,
  promise_seconds: station.facts.promiseSeconds,
  region_id: station.facts.place.regionId,
  place: station.facts.place,
  readings: station.readings,
});

export const stationFromRow = (row: StationTableRow): Station => ({
  source: row.source,
  sourceId: row.source_id,
  status: row.status,
  lastHeardAt: instant(row.last_heard_at),
  readings: row.readings,
  facts: {
    name: row.name,
    stationKind: row.station_kind,
    promiseSeconds: row.promise_seconds,
    place: row.place,
  },
});
