import { instant, type Incident } from '@citybrain/domain';
import { toIso, toIsoOrNull } from './iso-time.ts';

/** A row of `incidents` as the driver gives it. */
export interface IncidentTableRow {
  readonly id: string;
  readonly version: number;
  readonly source: string;
  readonly source_id: string;
  readonly status: Incident['status'];
  readonly source_updated_at: number;
  readonly facts: Incident['facts'];
}

export const incidentToJson = (id: string, version: number, incident: Incident): object => ({
  id,
  version,
  source: incident.source,
  source_id: incident.sourceId,
  status: incident.status,
  starts_at: toIso(incident.facts.startsAt),
  ends_at: toIsoOrNull(incident.facts.endsAt),
  source_updated_at: toIso(incident.sourceUpdatedAt),
  region_id: incident.facts.place.regionId,
  facts: incident.facts,
});

export const incidentFromRow = (row: IncidentTableRow): Incident => ({
  source: row.source,
  sourceId: row.source_id,
  status: row.status,
  sourceUpdatedAt: instant(row.source_updated_at),
  facts: row.facts,
});
