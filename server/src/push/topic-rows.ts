import type { IncidentRow, StationRow, TicketRow } from '@citybrain/protocol';
import type { RegionTree } from '@citybrain/domain';
import { standingOf } from './ticket-standing.ts';
import type { HeldIncident, HeldStation, HeldTicket } from '../views/view.ts';

/** The row of a ticket with every field, before masking. Its region is the one where it counts. */
export function ticketRow({ id, ticket, regionIndex }: HeldTicket, tree: RegionTree): TicketRow {
  const { facts } = ticket;
  return {
    id,
    status: ticket.status,
    title: facts.title,
    address: facts.address,
    category: facts.category,
    disposition: facts.disposition,
    priority: facts.priority,
    channel: facts.channel,
    unit: facts.unit,
    regionId: tree.regions[regionIndex]?.id ?? null,
    point: facts.place.point,
    reportedAt: ticket.reportedAt,
    disposedAt: ticket.disposedAt,
    dueAt: facts.dueAt,
    flags: ticket.flags,
    ...standingOf(ticket),
  };
}

export function stationRow({ id, station, regionIndex }: HeldStation, tree: RegionTree): StationRow {
  return {
    id,
    name: station.facts.name,
    stationKind: station.facts.stationKind,
    status: station.status,
    regionId: tree.regions[regionIndex]?.id ?? null,
    point: station.facts.place.point,
    lastHeardAt: station.lastHeardAt,
    promiseSeconds: station.facts.promiseSeconds,
    readings: station.readings,
  };
}

export function incidentRow({ id, incident, regionIndex }: HeldIncident, tree: RegionTree): IncidentRow {
  const { facts } = incident;
  return {
    id,
    status: incident.status,
    title: facts.title,
    incidentKind: facts.incidentKind,
    grade: facts.grade,
    venue: facts.venue,
    regionId: tree.regions[regionIndex]?.id ?? null,
    point: facts.place.point,
    startsAt: facts.startsAt,
    endsAt: facts.endsAt,
  };
}
