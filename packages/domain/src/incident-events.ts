import type { IncidentFacts } from './incident.ts';
import type { Instant } from './instant.ts';

interface IncidentEventShape<Type extends string, Data> {
  readonly type: Type;
  readonly typeVersion: 1;
  readonly happenedAt: Instant;
  readonly data: Data;
}

export type IncidentAnnounced = IncidentEventShape<
  'IncidentAnnounced',
  { readonly source: string; readonly sourceId: string; readonly facts: IncidentFacts }
>;
export type IncidentUpdated = IncidentEventShape<'IncidentUpdated', { readonly changes: Partial<IncidentFacts> }>;
export type IncidentStarted = IncidentEventShape<'IncidentStarted', object>;
export type IncidentEnded = IncidentEventShape<'IncidentEnded', object>;
export type IncidentCancelled = IncidentEventShape<'IncidentCancelled', object>;

export type IncidentEvent = IncidentAnnounced | IncidentUpdated | IncidentStarted | IncidentEnded | IncidentCancelled;
