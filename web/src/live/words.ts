/** The words of the protocol and the domain that panels and screens show, so that only `live` knows the wire. */
export type {
  ChildRow,
  IncidentRow,
  LatestRow,
  Measures,
  Ratio,
  RegionRow,
  StationRow,
  TicketAnswer,
  TicketRow,
  Viewer,
} from '@citybrain/protocol';
export type { RegionId, TicketId } from '@citybrain/domain';
