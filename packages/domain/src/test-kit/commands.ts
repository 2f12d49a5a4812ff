import type { RecordIncident } from '../decide-incident.ts';
import type { HearStation } from '../decide-station.ts';
import type { RecordTicket } from '../decide-ticket.ts';
import type { IncidentFacts } from '../incident.ts';
import { HOUR_MS, instant, type Instant } from '../instant.ts';
import type { Place } from '../place.ts';
import type { StationFacts } from '../station.ts';
import type { TicketFacts } from '../ticket.ts';

/** 2026-06-25 10:00 in Shanghai, the festival's first morning. */
export const MORNING = instant(Date.UTC(2026, 5, 25, 2));

export const at = (minutes: number): Instant => instant(MORNING + minutes * 60_000);

export const NOWHERE: Place = { regionId: null, point: null, source: 'none' };

export const ticketFacts = (given: Partial<TicketFacts> = {}): TicketFacts => ({
  title: '路灯不亮',
  text: null,
  category: 'P0137',
  demandKind: 'complaint',
  disposition: 'fast',
  priority: 'P3',
  channel: '12345',
  address: null,
  unit: null,
  dueAt: null,
  place: NOWHERE,
  labels: {},
  ...given,
});

/** A ticket's record; its status follows from its times, its version from the last of them. */
export function recordTicket({
  facts = {},
  ...given
}: Partial<Omit<RecordTicket, 'facts'>> & { readonly facts?: Partial<TicketFacts> } = {}): RecordTicket {
  const { reportedAt = MORNING, disposedAt = null, closedAt = null } = given;
  return {
    type: 'RecordTicket',
    source: 'hotline',
    sourceId: 'T1',
    status: closedAt !== null ? 'closed' : disposedAt !== null ? 'disposed' : 'reported',
    reportedAt,
    disposedAt,
    closedAt,
    updatedAt: instant(Math.max(reportedAt, disposedAt ?? 0, closedAt ?? 0)),
    ...given,
    facts: ticketFacts(facts),
  };
}

export function hearStation({
  facts = {},
  ...given
}: Partial<Omit<HearStation, 'facts'>> & { readonly facts?: Partial<StationFacts> } = {}): HearStation {
  return {
    type: 'HearStation',
    source: 'sensors',
    sourceId: 'S1',
    heardAt: MORNING,
    readings: [],
    ...given,
    facts: { name: '辽宁路水位', stationKind: 'sensor', place: NOWHERE, promiseSeconds: 600, ...facts },
  };
}

export function recordIncident({
  facts = {},
  ...given
}: Partial<Omit<RecordIncident, 'facts'>> & { readonly facts?: Partial<IncidentFacts> } = {}): RecordIncident {
  return {
    type: 'RecordIncident',
    source: 'culture',
    sourceId: 'I1',
    status: 'announced',
    updatedAt: MORNING,
    ...given,
    facts: {
      title: '啤酒节',
      text: null,
      incidentKind: 'festival',
      grade: null,
      place: NOWHERE,
      venue: null,
      startsAt: at(60),
      endsAt: instant(MORNING + 8 * 24 * HOUR_MS),
      ...facts,
    },
  };
}
