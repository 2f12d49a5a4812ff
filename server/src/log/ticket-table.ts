import { instant, type Caller, type Place, type RegionId, type Ticket, type TicketFlag } from '@citybrain/domain';
import { toIso, toIsoOrNull } from './iso-time.ts';

/** A row of `tickets` as the driver gives it: times as epoch milliseconds. */
export interface TicketTableRow {
  readonly id: string;
  readonly version: number;
  readonly source: string;
  readonly source_id: string;
  readonly status: Ticket['status'];
  readonly reported_at: number;
  readonly disposed_at: number | null;
  readonly closed_at: number | null;
  readonly due_at: number | null;
  readonly source_updated_at: number;
  readonly title: string;
  readonly body: string | null;
  readonly category: string | null;
  readonly demand_kind: Ticket['facts']['demandKind'];
  readonly disposition: Ticket['facts']['disposition'];
  readonly priority: Ticket['facts']['priority'];
  readonly channel: string | null;
  readonly address: string | null;
  readonly unit: string | null;
  readonly region_id: string | null;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly place_source: Place['source'];
  readonly place_original: Place['original'] | null;
  readonly labels: Record<string, string>;
  readonly flags: TicketFlag[];
  readonly life: TicketLife | null;
  readonly lead_unit: string | null;
}

/** What the columns above have no room for. */
interface TicketLife {
  readonly marks: Ticket['marks'];
  readonly work: Ticket['work'];
  readonly caller?: Caller | null;
}

/** The row as JSON for `json_populate_recordset`. */
export function ticketToJson(id: string, version: number, ticket: Ticket): object {
  const { facts } = ticket;
  return {
    id,
    version,
    source: ticket.source,
    source_id: ticket.sourceId,
    status: ticket.status,
    reported_at: toIso(ticket.reportedAt),
    disposed_at: toIsoOrNull(ticket.disposedAt),
    closed_at: toIsoOrNull(ticket.closedAt),
    due_at: toIsoOrNull(facts.dueAt),
    source_updated_at: toIso(ticket.sourceUpdatedAt),
    title: facts.title,
    body: facts.text,
    category: facts.category,
    demand_kind: facts.demandKind,
    disposition: facts.disposition,
    priority: facts.priority,
    channel: facts.channel,
    address: facts.address,
    unit: facts.unit,
    region_id: facts.place.regionId,
    lon: facts.place.point?.[0] ?? null,
    lat: facts.place.point?.[1] ?? null,
    place_source: facts.place.source,
    place_original: facts.place.original ?? null,
    labels: facts.labels,
    flags: ticket.flags,
    life: lifeOf(ticket),
    lead_unit: ticket.work?.lead ?? null,
  };
}

function lifeOf({ marks, work, facts }: Ticket): TicketLife | null {
  if (!work && marks.length === 0 && facts.caller === undefined) return null;
  return { marks, work, ...(facts.caller !== undefined && { caller: facts.caller }) };
}

export function ticketFromRow(row: TicketTableRow): Ticket {
  const at = (time: number | null): Ticket['closedAt'] => (time === null ? null : instant(time));
  return {
    source: row.source,
    sourceId: row.source_id,
    status: row.status,
    reportedAt: instant(row.reported_at),
    disposedAt: at(row.disposed_at),
    closedAt: at(row.closed_at),
    sourceUpdatedAt: instant(row.source_updated_at),
    facts: {
      title: row.title,
      text: row.body,
      category: row.category,
      demandKind: row.demand_kind,
      disposition: row.disposition,
      priority: row.priority,
      channel: row.channel,
      address: row.address,
      unit: row.unit,
      dueAt: at(row.due_at),
      place: {
        regionId: row.region_id as RegionId | null,
        point: row.lon === null || row.lat === null ? null : [row.lon, row.lat],
        source: row.place_source,
        ...(row.place_original && { original: row.place_original }),
      },
      labels: row.labels,
      ...(row.life?.caller !== undefined && { caller: row.life.caller }),
    },
    flags: row.flags,
    marks: row.life?.marks ?? [],
    work: row.life?.work ?? null,
  };
}
