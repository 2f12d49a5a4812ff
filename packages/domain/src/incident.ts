import type { Brand } from './brand.ts';
import type { Instant } from './instant.ts';
import type { Place } from './place.ts';

export type IncidentId = Brand<string, 'IncidentId'>;

export const INCIDENT_STATUSES = ['announced', 'started', 'ended', 'cancelled'] as const;
export type IncidentStatus = (typeof INCIDENT_STATUSES)[number];

/** Festival, alarm, weather or police warning, planned works, project milestone. */
export const INCIDENT_KINDS = ['festival', 'alarm', 'weather', 'police', 'works', 'project', 'other'] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

/** 一级至四级 = 红、橙、黄、蓝 (突发事件应对法 Art. 63); null for what is no emergency. */
export const INCIDENT_GRADES = [1, 2, 3, 4] as const;
export type IncidentGrade = (typeof INCIDENT_GRADES)[number];

export interface IncidentFacts {
  readonly title: string;
  readonly text: string | null;
  readonly incidentKind: IncidentKind;
  readonly grade: IncidentGrade | null;
  readonly place: Place;
  readonly venue: string | null;
  /** The planned window; `endsAt` is null when the end is open. */
  readonly startsAt: Instant;
  readonly endsAt: Instant | null;
}

export interface Incident {
  readonly source: string;
  readonly sourceId: string;
  readonly status: IncidentStatus;
  readonly facts: IncidentFacts;
  readonly sourceUpdatedAt: Instant;
}

export const isIncidentOver = (incident: Pick<Incident, 'status'>): boolean =>
  incident.status === 'ended' || incident.status === 'cancelled';
