import type { Instant } from './instant.ts';
import { judgeHappenedAt } from './happened-time.ts';
import { isIncidentOver, type Incident, type IncidentFacts, type IncidentStatus } from './incident.ts';
import type { IncidentEvent } from './incident-events.ts';
import { decided, refused, unchanged, type Decision } from './refusal.ts';
import { changedFacts, isSame } from './same-facts.ts';

/** The source's record of an incident as of `updatedAt`. */
export interface RecordIncident {
  readonly type: 'RecordIncident';
  readonly source: string;
  readonly sourceId: string;
  readonly status: IncidentStatus;
  readonly updatedAt: Instant;
  readonly facts: IncidentFacts;
}

const ARRIVAL = { started: 'IncidentStarted', ended: 'IncidentEnded', cancelled: 'IncidentCancelled' } as const;

/**
 *   – ──announce──► announced ──start──► started ──end──► ended
 *                       └──────────cancel────┴──► cancelled
 *
 * An update changes facts in any state. The window (`startsAt`, `endsAt`) may lie
 * in the future; `updatedAt` may not.
 */
export function decideIncident(
  incident: Incident | null,
  command: RecordIncident,
  now: Instant,
): Decision<IncidentEvent> {
  const { facts, updatedAt, status, source, sourceId } = command;
  const refusal = judgeHappenedAt('updatedAt', updatedAt, now);
  if (refusal) return { kind: 'refused', refusal };
  if (facts.endsAt !== null && facts.endsAt < facts.startsAt) {
    return refused('ended-before-started', 'endsAt lies before startsAt: correct one of them');
  }
  const arrival: IncidentEvent[] =
    status === 'announced' || status === incident?.status
      ? []
      : [{ type: ARRIVAL[status], typeVersion: 1, happenedAt: updatedAt, data: {} }];
  if (!incident) {
    return decided(
      { type: 'IncidentAnnounced', typeVersion: 1, happenedAt: updatedAt, data: { source, sourceId, facts } },
      ...arrival,
    );
  }
  if (updatedAt < incident.sourceUpdatedAt) return unchanged('superseded');
  if (updatedAt === incident.sourceUpdatedAt) {
    if (status === incident.status && isSame(facts, incident.facts)) return unchanged('duplicate');
    return refused(
      'conflicting-version',
      'a different record with the same updatedAt is known: send a later updatedAt',
    );
  }
  if (status !== incident.status && (isIncidentOver(incident) || status === 'announced')) {
    return refused('already-over', `the incident is ${incident.status} here and can't become ${status}`);
  }
  const changes = changedFacts(incident.facts, facts);
  const updated: IncidentEvent[] =
    arrival.length > 0 && Object.keys(changes).length === 0
      ? []
      : [{ type: 'IncidentUpdated', typeVersion: 1, happenedAt: updatedAt, data: { changes } }];
  return decided(...updated, ...arrival);
}
