import type { Incident, IncidentStatus } from './incident.ts';
import type { IncidentEvent } from './incident-events.ts';

const STATUS_AFTER = {
  IncidentStarted: 'started',
  IncidentEnded: 'ended',
  IncidentCancelled: 'cancelled',
} as const satisfies Record<string, IncidentStatus>;

/** Folds one event of an incident's stream. @throws RangeError when a stream does not start with its announcement. */
export function evolveIncident(incident: Incident | null, event: IncidentEvent): Incident {
  const sourceUpdatedAt = event.happenedAt;
  if (event.type === 'IncidentAnnounced') return { ...event.data, status: 'announced', sourceUpdatedAt };
  if (!incident) throw new RangeError(`${event.type} before IncidentAnnounced`);
  if (event.type === 'IncidentUpdated') {
    return { ...incident, sourceUpdatedAt, facts: { ...incident.facts, ...event.data.changes } };
  }
  return { ...incident, sourceUpdatedAt, status: STATUS_AFTER[event.type] };
}
